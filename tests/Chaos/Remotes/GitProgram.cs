using System.Diagnostics;
using System.Text;

namespace Julie.Chaos.Tests.Remotes;

/// <summary>Runs git as the person or the host who owns a repository.</summary>
internal static class GitProgram
{
    public static Task<string> RunAsync(string directory, CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(directory, [], cancellationToken, arguments);

    /// <summary>What it printed. Its input is bytes: paths and contents are no text.</summary>
    public static async Task<string> RunAsync(string directory, byte[] input, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "gc.auto=0", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code says why.
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} in {directory}: {await error}");
    }
}
