using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>One trace goes from the registration of a repository to its last passage embedded, across the processes.</summary>
public sealed class TraceTests(RunningSystem system)
{
    private const string Registration = "POST /api/repositories";

    /// <summary>Services hand their spans on every second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registration_OfARepository_IsOneTraceToItsLastPassageEmbedded()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("JULIE_TEST_HOME") is { Length: > 0 }, "the key of the dashboard is somebody else's");
        using var repository = await SampleRepository.CreateAsync(Token);
        for (var i = 0; i < 20; i++)
        {
            repository.Write($"src/dunlin{i}.py", $"def dunlin_{i}():\n    return '{Guid.NewGuid():N}'\n");
        }

        await repository.CommitAsync("first", Token);
        var sync = await system.IndexAsync(repository.Folder, Token);

        Assert.Matches("^[0-9a-f]{32}$", sync.TraceId);
        var spans = await SpansAsync(sync.TraceId!, sync.PassagesNew);
        var all = string.Join('\n', spans.Select(span => $"{span.Id} below {span.Parent} {span.Service}: {span.Name}"));
        var root = Assert.Single(spans, span => span.Parent is null);
        Assert.Equal(("query-api", Registration), (root.Service, root.Name));
        var syncing = Assert.Single(spans, span => span is { Service: "ingest", Name: "sync" });
        var jobs = spans.Where(span => span is { Service: "embed-worker", Name: "embed job" }).ToList();
        Assert.True(jobs.Sum(job => job.Passages) == sync.PassagesNew, all);
        Assert.All(spans, span => Assert.Equal(sync.TraceId, span.Trace));
        Assert.True(Orphans(spans) == 0, all);
        Assert.True(Above(syncing).Contains(root), all);
        Assert.All(jobs, job => Assert.True(Above(job).Contains(syncing), all));

        IEnumerable<TraceSpan> Above(TraceSpan span)
        {
            for (var above = span; above is not null; above = spans.Find(one => one.Id == above.Parent))
            {
                yield return above;
            }
        }
    }

    /// <summary>What the dashboard has once all of it has arrived; what it has by then where something stays away.</summary>
    private async Task<List<TraceSpan>> SpansAsync(string trace, long passages)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var spans = await TraceSpan.ReadAsync(system, trace, Token);
            if (DateTime.UtcNow > until || (spans.Sum(span => span.Service == "embed-worker" ? span.Passages : 0) >= passages && spans.Any(span => span.Parent is null) && Orphans(spans) == 0))
            {
                return spans;
            }

            await Task.Delay(200, Token);
        }
    }

    private static int Orphans(List<TraceSpan> spans)
    {
        var ids = spans.Select(span => span.Id).ToHashSet();
        return spans.Count(span => span.Parent is not null && !ids.Contains(span.Parent));
    }
}
