using System.Security.Cryptography;
using System.Text;
using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Health;
using Julie.Index.Search;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Julie.Index.Syncs;

namespace Julie.Index.Tests.Support;

/// <summary>Drives the stores as Ingest and EmbedWorker do, with files given as text: a blank line ends a chunk.</summary>
internal sealed class TestIndex(IndexDatabase database)
{
    public const int Dimensions = 8;

    public RepositoryCatalog Repositories { get; } = new(database.DataSource);

    public RepositoryRemover Remover { get; } = new(database.DataSource);

    public RemoteCheckStore Checks { get; } = new(database.DataSource);

    public RefTracker Tracker { get; } = new(database.DataSource);

    public SyncRunStore Runs { get; } = new(database.DataSource);

    public ContentStore Content { get; } = new(database.DataSource);

    public ContentCollector Collector { get; } = new(database.DataSource);

    public SnapshotStore Snapshots { get; } = new(database.DataSource);

    public IndexDoctor Doctor { get; } = new(database.DataSource, new(database.DataSource));

    public SegmentDoctor Segments { get; } = new(database.DataSource);

    public SpaceCatalog Spaces { get; } = new(database.DataSource);

    public EmbedWorkStore Work { get; } = new(database.DataSource);

    public VectorStore Vectors { get; } = new(database.DataSource);

    public SearchEngine Engine { get; init; } = new(database.DataSource, database.Lists);

    public Space Space { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestIndex> CreateAsync(IndexDatabase database)
    {
        var index = new TestIndex(database);
        await index.UseModelAsync("test space", "test");
        return index;
    }

    /// <summary>Makes the space of this model, whose tokenizer says how files are cut, the active one.</summary>
    public async Task UseModelAsync(string model, string tokenizer)
    {
        var chunking = await new ChunkingCatalog(database.DataSource).EnsureAsync(new(1, tokenizer, 250, 480), Token);
        Space = await Spaces.EnsureActiveAsync(new(SHA256.HashData(Encoding.UTF8.GetBytes(model)), model, Dimensions, chunking, "{}"), Token);
    }

    public Task<RegisteredRepository> RegisterAsync(string name) => Repositories.RegisterAsync(
        new("test.example", name, $"https://test.example/{name}", name, "sha1", "refs/heads/main"), Token);

    /// <summary>Syncs the repository to these files, as one push does. Returns what the content write said.</summary>
    public async Task<WrittenContent> PushAsync(
        RegisteredRepository repository, IReadOnlyDictionary<string, string> files, Lane lane = Lane.Push, string? commit = null)
    {
        await Runs.RequestAsync(repository.RefId, lane, null, Token);
        var run = (await Runs.TakeAsync(repository.RefId, Token))!;
        var target = (await Repositories.FindRefAsync(repository.RefId, Token))!;
        var stored = await Snapshots.ReadAsync(repository.RefId, Token);

        var blobs = files.Select(f => TestFile.Blob(f.Key, f.Value)).ToArray();
        var known = await Content.FindAsync(Space.ChunkingId, [.. blobs.Select(b => new ChunkedBlobKey(b.Blob, b.Language))], Token);
        var written = await Content.WriteAsync(
            Space.ChunkingId, Space.Id, run.Lane, [.. blobs.Where(b => !known.ContainsKey(new(b.Blob, b.Language)))], Token);

        var entries = files.Select(f => TestFile.Entry(f.Key, f.Value))
            .Where(e => !stored.TryGetValue(e.Path, out var old) || old.ObjectId != e.ObjectId);
        commit ??= $"{Guid.NewGuid():N}";
        await Snapshots.ApplyAsync(
            new(repository.RefId, run.Id, target.AppliedCommit, commit, [.. entries], [.. stored.Keys.Where(path => !files.ContainsKey(path))]),
            new(files.Count, blobs.Length, blobs.Length, written.Chunks, written.NewPassages),
            Token);
        return written;
    }

    /// <summary>Embeds everything that waits, as a worker does. Returns the passages that it embedded.</summary>
    public async Task<int> EmbedAllAsync()
    {
        var embedded = 0;
        foreach (var job in await Work.TakeUnpublishedAsync(Space.Id, TimeSpan.Zero, 100, 1000, Token))
        {
            var passages = await Work.BeginAsync(Space.Id, job.PassageIds, Token);
            embedded += await Vectors.WriteAsync(
                Space, [.. passages.Select(p => (p.Id, (ReadOnlyMemory<float>)TestVector.Of(p.Text)))], Token);
        }

        return embedded;
    }

    public Task<SearchOutcome> SearchAsync(
        string text, ReadableRepositories? readable = null, SearchFilters? filters = null, int limit = 10, string? like = null) =>
        Engine.SearchAsync(
            new(text, like is null ? null : TestVector.Of(like), Space, readable ?? ReadableRepositories.Everything, filters ?? SearchFilters.None, limit),
            Token);
}
