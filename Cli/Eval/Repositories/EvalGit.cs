using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Julie.Cli.Eval.Repositories;

/// <summary>git, for the repositories that a measurement makes.</summary>
internal static class EvalGit
{
    /// <summary>Runs git in a folder and returns what it printed.</summary>
    /// <exception cref="JulieException">It cannot be started, or it failed.</exception>
    public static Task<string> RunAsync(string folder, CancellationToken ct, params string[] arguments) => RunAsync(folder, null, ct, arguments);

    /// <summary>The same, with something to read.</summary>
    public static Task<string> RunAsync(string folder, byte[]? input, CancellationToken ct, params string[] arguments) =>
        RunAsync(folder, input, Encoding.UTF8, ct, arguments);

    /// <summary>The same, where what is printed is not all text: Latin-1 keeps every byte.</summary>
    public static async Task<string> RunAsync(string folder, byte[]? input, Encoding output, CancellationToken ct, params string[] arguments)
    {
        ProcessStartInfo start = new("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = output,
            WorkingDirectory = folder,
        };

        // A checkout may belong to someone else; nothing of it is executed by these commands.
        foreach (string argument in (string[])["-c", "safe.directory=*", "-c", "core.quotePath=false", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process git = Process.Start(start)!;
            Task<string> error = git.StandardError.ReadToEndAsync(ct);
            Task<string> printed = git.StandardOutput.ReadToEndAsync(ct);
            await git.StandardInput.BaseStream.WriteAsync(input ?? [], ct);
            git.StandardInput.Close();
            await git.WaitForExitAsync(ct);
            return git.ExitCode == 0 ? await printed : throw new JulieException(ExitCodes.Usage, $"{folder}: git {arguments[0]} failed", (await error).Trim());
        }
        catch (Win32Exception e)
        {
            throw new JulieException(ExitCodes.Usage, $"git cannot be started in {folder}", e.Message, e);
        }
    }
}
