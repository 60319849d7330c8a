using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>This project as a repository to search.</summary>
internal static class ThisProject
{
    /// <summary>A commit of its history: what is found in it stays what it is.</summary>
    public const string Pinned = "793e37bb40c1c073abcc9070a1832b0538554dbf";

    /// <summary>Indexes a repository whose only branch is at that commit.</summary>
    public static async Task IndexAsync(RunningSystem system, string commit, string name, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("julie-table-").FullName;
        foreach (var arguments in (string[][])[["clone", "-q", "--bare", "--shared", RepositoryRoot.Path, folder], ["-C", folder, "update-ref", "refs/heads/table", commit], ["-C", folder, "symbolic-ref", "HEAD", "refs/heads/table"]])
        {
            var git = await Command.RunAsync("git", arguments, cancellationToken);
            Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {git.Error} (the whole history is needed: no shallow clone)");
        }

        await system.IndexAsync(folder, cancellationToken, name);
    }
}
