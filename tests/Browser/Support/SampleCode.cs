using Julie.Tests.Support;

namespace Julie.Browser.Tests.Support;

/// <summary>A repository that every test of the page searches, indexed once.</summary>
public sealed class SampleCode(RunningSystem system) : IAsyncLifetime
{
    private const string Python = "def take_census(colony):\n    \"\"\"Count the herons of every nest in the colony.\"\"\"\n    return [len(nest.herons) for nest in colony.nests]\n";

    /// <summary>Another one in each run: the system may be one that keeps its data.</summary>
    public static string Name { get; } = $"heronry-{Guid.NewGuid():N}"[..16];

    /// <summary>Holds a copy of one of its files.</summary>
    public static string CopyName { get; } = $"flock-{Guid.NewGuid():N}"[..14];

    private SampleRepository? repository;
    private SampleRepository? copy;

    public string Folder => repository!.Folder;

    public string Head { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        repository = await SampleRepository.CreateAsync(ct);
        string steps = string.Concat(Enumerable.Range(1, 24).Select(i => $"        nests.Add(CountHerons(colony, {i}));\n"));
        repository
            .Write("src/Census.cs", $$"""
                namespace Heronry;

                /// <summary>Counts the herons of a colony.</summary>
                public sealed class Census
                {
                    /// <summary>Takes the census of every nest in the colony.</summary>
                    public List<int> TakeCensus(Colony colony)
                    {
                        var nests = new List<int>();
                {{steps}}        return nests;
                    }
                }
                """)
            .Write("src/census.py", Python)
            .Write("docs/<b>odd</b> name.md", "# Markup of herons\n\n<img src=x onerror=\"window.pwned = 1\"><script>window.pwned = 2</script> herons are not markup.\n")
            .Write("logo.png", [0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]);
        Head = await repository.CommitAsync("census", ct);
        await system.IndexAsync(repository.Folder, ct, Name);
        copy = await SampleRepository.CreateAsync(ct);
        copy.Write("lib/census.py", Python);
        await copy.CommitAsync("a copy of the census", ct);
        await system.IndexAsync(copy.Folder, ct, CopyName);
    }

    public ValueTask DisposeAsync()
    {
        repository?.Dispose();
        copy?.Dispose();
        return ValueTask.CompletedTask;
    }
}
