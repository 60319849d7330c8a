namespace Julie.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
public static class RepositoryRoot
{
    /// <summary>Its folder: the nearest one above the test's output that holds the solution.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Julie.Distributed.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Julie.Distributed.sln above {AppContext.BaseDirectory}");
    }

    /// <summary>The build output of a project, in the configuration that the tests themselves were built in.</summary>
    public static string Output(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return System.IO.Path.Combine(Path, "artifacts", "bin", project, configuration, file);
    }
}
