using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Julie.Bench.Freshness;

/// <summary>A bare Git repository of the benchmark's own, as a host has it: commits are made in it without a work tree.</summary>
internal sealed class Origin : IDisposable
{
    private readonly string folder;

    private Origin(string folder, string branch) => (this.folder, Branch) = (folder, branch);

    public string Folder => folder;

    public string Url => "file://" + folder;

    /// <summary>Full name of the default branch.</summary>
    public string Branch { get; }

    public static async Task<Origin> CopyAsync(string repository)
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("julie-origin-").FullName, "origin.git");
        // Borrowed objects: a copy costs nothing, and a repository that lacks some can be copied.
        await RunAsync(null, "clone", "--quiet", "--bare", "--shared", "--", Path.GetFullPath(repository), folder);
        return new Origin(folder, (await RunAsync(folder, "symbolic-ref", "HEAD")).Trim());
    }

    public static async Task<Origin> EmptyAsync()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("julie-origin-").FullName, "origin.git");
        await RunAsync(null, "init", "--quiet", "--bare", "--initial-branch=main", "--", folder);
        return new Origin(folder, "refs/heads/main");
    }

    public async Task<string> HeadAsync(string? reference = null) => (await RunAsync(folder, "rev-parse", reference ?? Branch)).Trim();

    public async Task<IReadOnlyList<string>> FilesAsync() =>
        (await RunAsync(folder, "ls-tree", "-r", "-z", "--name-only", Branch)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public Task<string> ReadAsync(string path) => RunAsync(folder, "cat-file", "blob", $"{Branch}:{path}");

    public Task ResetAsync(string reference, string commit) => RunAsync(folder, "update-ref", reference, commit);

    /// <summary>One commit with this file changed; returns its id.</summary>
    public Task<string> PushAsync(string path, string content, string? reference = null) => CommitAsync(reference ?? Branch, Modify(path, content));

    public Task<string> RenameAsync(string from, string to) => CommitAsync(Branch, Encoding.UTF8.GetBytes($"R {Quote(from)} {Quote(to)}\n"));

    /// <summary>The first commit, with these files.</summary>
    public Task<string> StartAsync(IEnumerable<(string Path, string Content)> files) => CommitAsync(Branch, [.. files.SelectMany(f => Modify(f.Path, f.Content))], first: true);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    private async Task<string> CommitAsync(string reference, byte[] changes, bool first = false)
    {
        var from = first ? null : await HeadAsync(reference.Length > 0 && await ExistsAsync(reference) ? reference : Branch);
        var head = $"commit {reference}\nmark :1\ncommitter Bench <bench@example.org> now\ndata 5\nbench\n{(from is null ? "" : $"from {from}\n")}";
        var output = await RunAsync(folder, [.. Encoding.UTF8.GetBytes(head), .. changes, .. "\nget-mark :1\ndone\n"u8], "fast-import", "--quiet", "--force", "--done", "--date-format=now");
        return output.Trim();
    }

    private async Task<bool> ExistsAsync(string reference) => (await RunAsync(folder, "for-each-ref", reference)).Length > 0;

    private static byte[] Modify(string path, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"M 100644 inline {Quote(path)}\ndata {bytes.Length}\n")), .. bytes, (byte)'\n'];
    }

    private static string Quote(string path) => $"\"{path.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static Task<string> RunAsync(string? folder, params string[] arguments) => RunAsync(folder, [], arguments);

    private static async Task<string> RunAsync(string? folder, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", folder is null ? arguments : [$"--git-dir={folder}", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEndAsync();
        await git.StandardInput.BaseStream.WriteAsync(input);
        git.StandardInput.Close();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? await output : throw new BenchmarkException($"git {string.Join(' ', arguments)}: {(await error).Trim()}");
    }
}
