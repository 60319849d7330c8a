using System.Diagnostics;

namespace Julie.Ingest.Tests.Support;

/// <summary>A Git repository in a temporary folder, made with the git command line and nothing of this machine's configuration.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestRepository(bool bare = false, string format = "sha1")
    {
        Path = System.IO.Path.Combine(_folder.Path, bare ? "repo.git" : "repo");
        Directory.CreateDirectory(Path);
        Git(["init", "--quiet", "--initial-branch=main", $"--object-format={format}", .. bare ? (string[])["--bare"] : []]);
    }

    public string Path { get; }

    public string Git(params string[] arguments)
    {
        var info = new ProcessStartInfo("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "-c", "gc.auto=0", .. arguments])
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        info.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
    }

    public TestRepository Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public string Commit(string message = "commit")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return Git("rev-parse", "HEAD");
    }

    public void Dispose() => _folder.Dispose();
}
