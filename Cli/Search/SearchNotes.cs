using System.Globalization;
using Julie.Cli.Output;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Search;

/// <summary>What there is to say beside the results. It goes to standard error: a pipe gets results only.</summary>
internal static class SearchNotes
{
    /// <param name="terminal">Where to.</param>
    /// <param name="query">As it was typed.</param>
    /// <param name="first">The first page.</param>
    /// <param name="last">The last page that was read.</param>
    /// <param name="results">How many were printed.</param>
    public static void Write(Terminal terminal, string query, SearchAnswer first, SearchAnswer last, int results)
    {
        IAnsiConsole console = terminal.ErrorConsole();
        if (results == 0)
        {
            console.MarkupLineInterpolated($"Nothing found for {Printable.Text(query)}");
            foreach (string hint in first.Hints ?? []) // an older service says nothing of it
            {
                console.MarkupLineInterpolated($"[yellow]hint:[/] {Printable.Text(hint)}");
            }
        }
        else if (terminal.OutIsTerminal)
        {
            string more = last.Next is null ? "" : ", there are more: --limit N or --all";
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"\n[grey]{Figures.Count(results)} {(first.Mode == "regex" ? "files" : "results")} in {first.ElapsedMs:0} ms{more}; julie open 1 opens the first[/]");
        }

        if (first.WaitFor is { State: not "applied" } waited)
        {
            console.MarkupLineInterpolated($"[yellow]note:[/] {Printable.Text(Waited(waited))}");
        }

        if (first.Results.Concat(last.Results).Any(result => result.Stale))
        {
            console.MarkupLine("[yellow]note:[/] stale: a newer push of that branch is known and not indexed yet.");
        }

        if (first.Incomplete || last.Incomplete)
        {
            console.MarkupLine("[yellow]note:[/] not everything was looked at, because there was too much: narrow the query down.");
        }

        if (first.Coverage < 1)
        {
            // rounded down: 99.97 % is not all of it
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"[yellow]note:[/] {Math.Floor(first.Coverage * 1000) / 10:0.#} % of the code in scope has its vector yet; results by meaning are incomplete.");
        }
    }

    private static string Waited(WaitOutcome waited) => waited.State switch
    {
        "replaced" => $"commit {Figures.Commit(waited.Commit)} was replaced by {Figures.Commit(waited.Applied)}, which is searched.",
        "pending" => Invariant($"commit {Figures.Commit(waited.Commit)} is not searchable after {waited.Seconds:0.#} s; --wait-seconds waits longer."),
        "gone" => $"the branch of commit {Figures.Commit(waited.Commit)} was deleted or is not tracked any more.",
        "failed" => $"the sync of commit {Figures.Commit(waited.Commit)} failed: {waited.Error}",
        _ => Invariant($"nobody has told of commit {waited.Commit} within {waited.Seconds:0.#} s: is the webhook set up? See: julie deliveries"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
