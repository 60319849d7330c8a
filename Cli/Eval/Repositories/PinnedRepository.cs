using System.Text;

namespace Julie.Cli.Eval.Repositories;

/// <summary>
/// A bare repository whose only branch is what shall be measured: the index follows heads, and a checkout's may be elsewhere. It borrows a checkout's objects, so it costs
/// nothing, changes nothing there, and an object that the checkout lacks is one skipped file.
/// </summary>
internal static class PinnedRepository
{
    private const string Branch = "refs/heads/pinned";

    /// <summary>Makes it, or moves it to this revision of the checkout.</summary>
    public static async Task MakeAsync(string folder, string checkout, string revision, CancellationToken ct)
    {
        await BorrowAsync(folder, checkout, ct);
        await EvalGit.RunAsync(folder, ct, "cat-file", "-e", $"{revision}^{{commit}}");
        await EvalGit.RunAsync(folder, ct, "update-ref", Branch, revision);
    }

    /// <summary>Makes it of these files alone, or, with a checkout, of its revision with these files in place of those that were there. Returns the commit.</summary>
    public static async Task<string> MakeAsync(
        string folder, IReadOnlyDictionary<string, string> files, CancellationToken ct, string? checkout = null, string? revision = null)
    {
        await (checkout is null ? InitAsync(folder, "sha1", ct) : BorrowAsync(folder, checkout, ct));

        // The same files make the same commit: what is indexed already is known again.
        using MemoryStream stream = new();
        Write($"commit {Branch}\ncommitter eval <eval@localhost> 0 +0000\ndata 4\neval\n" + (revision is null ? "" : $"from {revision}\n"));
        foreach ((string path, string text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            byte[] content = Encoding.UTF8.GetBytes(text);
            Write($"M 100644 inline {Quote(path)}\ndata {content.Length}\n");
            stream.Write(content);
            Write("\n");
        }

        await EvalGit.RunAsync(folder, stream.ToArray(), ct, "fast-import", "--quiet", "--force");
        return (await EvalGit.RunAsync(folder, ct, "rev-parse", Branch)).Trim();

        void Write(string text) => stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static async Task BorrowAsync(string folder, string checkout, CancellationToken ct)
    {
        string objects = (await EvalGit.RunAsync(checkout, ct, "rev-parse", "--path-format=absolute", "--git-path", "objects")).Trim();
        await InitAsync(folder, (await EvalGit.RunAsync(checkout, ct, "rev-parse", "--show-object-format")).Trim(), ct);
        string info = Directory.CreateDirectory(Path.Combine(folder, "objects", "info")).FullName;
        await File.WriteAllTextAsync(Path.Combine(info, "alternates"), objects + "\n", ct);
    }

    private static async Task InitAsync(string folder, string format, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(folder, "HEAD")))
        {
            await EvalGit.RunAsync(folder, ct, "init", "--bare", "--quiet", "--template=", $"--object-format={format}", folder);
        }

        await EvalGit.RunAsync(folder, ct, "symbolic-ref", "HEAD", Branch);
    }

    private static string Quote(string path) =>
        "\"" + path.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal) + "\"";
}
