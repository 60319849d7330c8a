namespace Julie.Ingest.Git;

/// <summary>
/// Where a local repository keeps its data, found without running git in it: discovery by git reads configuration that
/// the repository's owner wrote.
/// </summary>
/// <param name="GitDirectory">Holds HEAD; of a linked worktree its own.</param>
/// <param name="CommonDirectory">Holds objects and refs.</param>
internal sealed record LocalRepository(string GitDirectory, string CommonDirectory)
{
    public string ObjectsDirectory => Path.Combine(CommonDirectory, "objects");

    /// <summary>The repository whose top folder or bare folder this is; null where it is none.</summary>
    public static LocalRepository? Find(string folder)
    {
        var dotGit = Path.Combine(folder, ".git");
        if (Directory.Exists(dotGit))
        {
            return At(RealPath.Of(dotGit));
        }

        if (File.Exists(dotGit))
        {
            const string Prefix = "gitdir:";
            var line = ReadShort(dotGit);
            return line.StartsWith(Prefix, StringComparison.Ordinal)
                ? At(RealPath.Of(Path.Combine(folder, line[Prefix.Length..].Trim())))
                : null;
        }

        return At(folder);
    }

    private static LocalRepository? At(string gitDirectory)
    {
        if (!File.Exists(Path.Combine(gitDirectory, "HEAD")))
        {
            return null;
        }

        var commonFile = Path.Combine(gitDirectory, "commondir");
        var common = File.Exists(commonFile)
            ? RealPath.Of(Path.Combine(gitDirectory, ReadShort(commonFile).Trim()))
            : gitDirectory;
        return Directory.Exists(Path.Combine(common, "objects")) ? new LocalRepository(gitDirectory, common) : null;
    }

    private static string ReadShort(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[4096];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }
}
