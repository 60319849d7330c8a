using Spectre.Console;

namespace Julie.Cli.Output;

/// <summary>Errors: what is wrong in one line, the remedy in the next.</summary>
internal static class ErrorText
{
    public static void Write(Terminal terminal, JulieException error, string? about = null)
    {
        IAnsiConsole console = terminal.ErrorConsole();

        // wrapped by the terminal, not here: a path or an address must stay in one piece to be copied
        console.Profile.Width = int.MaxValue;
        string subject = about is null ? string.Empty : Printable.Text(about) + ": ";
        console.MarkupLineInterpolated($"[red]error:[/] {subject}{Printable.Text(error.Title)}");
        if (!string.IsNullOrWhiteSpace(error.Detail))
        {
            console.MarkupLineInterpolated($"       {Printable.Text(error.Detail)}");
        }

        if (error.TraceId is { } trace)
        {
            console.MarkupLineInterpolated($"       traceId: {Printable.Text(trace)}");
        }
    }
}
