using System.Diagnostics;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>
/// A repository whose head is the pinned commit: the index follows heads, and a checkout's may be elsewhere. It borrows the checkout's objects, so it costs
/// nothing, changes nothing there, and an object that the checkout lacks is one skipped file.
/// </summary>
internal static class PinnedRepository
{
    private const string Branch = "refs/heads/pinned";

    /// <summary>Makes or moves it; returns its folder.</summary>
    public static async Task<string> MakeAsync(string checkout, string revision, string folder, CancellationToken ct)
    {
        string objects = (await GitAsync(checkout, ct, "rev-parse", "--path-format=absolute", "--git-path", "objects")).Trim();
        string format = (await GitAsync(checkout, ct, "rev-parse", "--show-object-format")).Trim();
        await GitAsync(checkout, ct, "cat-file", "-e", $"{revision}^{{commit}}");
        if (!File.Exists(Path.Combine(folder, "HEAD")))
        {
            Directory.CreateDirectory(folder);
            await GitAsync(folder, ct, "init", "--bare", "--quiet", "--template=", $"--object-format={format}", folder);
        }

        string info = Directory.CreateDirectory(Path.Combine(folder, "objects", "info")).FullName;
        await File.WriteAllTextAsync(Path.Combine(info, "alternates"), objects + "\n", ct);
        await GitAsync(folder, ct, "update-ref", Branch, revision);
        await GitAsync(folder, ct, "symbolic-ref", "HEAD", Branch);
        return folder;
    }

    private static async Task<string> GitAsync(string folder, CancellationToken ct, params string[] arguments)
    {
        ProcessStartInfo start = new("git") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };

        // A checkout may belong to someone else; nothing of it is executed by these commands.
        foreach (string argument in (string[])["-c", "safe.directory=*", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process git = Process.Start(start)!;
            Task<string> error = git.StandardError.ReadToEndAsync(ct);
            string output = await git.StandardOutput.ReadToEndAsync(ct);
            await git.WaitForExitAsync(ct);
            return git.ExitCode == 0
                ? output
                : throw new JulieException(ExitCodes.Usage, $"{folder}: git {arguments[0]} failed", $"{(await error).Trim()} A checkout is a Git repository, bare or not, that has the revision of repos.json.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new JulieException(ExitCodes.Usage, $"git cannot be started in {folder}", e.Message, e);
        }
    }
}
