using Julie.EmbedWorker.Jobs;
using Julie.Index.Spaces;

namespace Julie.EmbedWorker.Tests.Support;

/// <summary>The index's side of a job, in memory.</summary>
internal sealed class FakeWork : IPassageWork
{
    public Dictionary<long, string> Texts { get; } = [];

    public Dictionary<long, int> Attempts { get; } = [];

    public Dictionary<long, float> Vectors { get; } = [];

    public Dictionary<long, string> Errors { get; } = [];

    /// <summary>Sizes of what was begun, in order.</summary>
    public List<int> Begun { get; } = [];

    /// <summary>Thrown once the slice with this passage was begun: what the death of the process looks like to the index.</summary>
    public long? Killer { get; set; }

    /// <summary>A vector that the index refuses.</summary>
    public long? Unstorable { get; set; }

    /// <summary>True from the death of the process until the next one begins: the dead take nothing back.</summary>
    private bool Dead { get; set; }

    public FakeWork Add(long id, string text)
    {
        Texts[id] = text;
        return this;
    }

    public Task<IReadOnlyList<PendingPassage>> BeginAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var pending = ids.Where(id => Texts.ContainsKey(id) && !Vectors.ContainsKey(id) && !Errors.ContainsKey(id)).ToArray();
        Begun.Add(pending.Length);
        Dead = false;
        foreach (var id in pending)
        {
            Attempts[id] = Attempts.GetValueOrDefault(id) + 1;
        }

        return Task.FromResult<IReadOnlyList<PendingPassage>>([.. pending.Select(id => new PendingPassage(id, Texts[id], Attempts[id]))]);
    }

    public Task ReturnAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        foreach (var id in Dead ? [] : ids)
        {
            Attempts[id]--;
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(Space space, IReadOnlyList<(long PassageId, ReadOnlyMemory<float> Vector)> vectors, CancellationToken cancellationToken)
    {
        if (vectors.Any(vector => vector.PassageId == Killer))
        {
            Dead = true;
            throw new ProcessDiedException();
        }

        if (vectors.Any(vector => vector.PassageId == Unstorable))
        {
            throw new ArgumentException($"The vector of passage {Unstorable} is zero.");
        }

        foreach (var (id, vector) in vectors)
        {
            Vectors[id] = vector.Span[0];
        }

        return Task.CompletedTask;
    }

    public Task FailAsync(Space space, long passageId, string error, CancellationToken cancellationToken)
    {
        Errors[passageId] = error;
        return Task.CompletedTask;
    }
}
