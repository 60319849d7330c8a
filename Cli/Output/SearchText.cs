using System.Globalization;
using System.Text;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Output;

/// <summary>Results as ripgrep prints them: a heading for each file, line numbers, terms in colour.</summary>
internal static class SearchText
{
    public static void Write(Terminal terminal, SearchAnswer answer, string queryText, int linesEach)
    {
        IAnsiConsole console = terminal.OutConsole();
        QueryTerms terms = QueryTerms.Of(answer.Query);
        StringBuilder text = new();
        foreach (IGrouping<(string, string), SearchResult> file in answer.Results.GroupBy(result => (result.Repository, result.Path)))
        {
            AppendFile(text, [.. file.OrderBy(result => result.StartLine)], terms, linesEach);
        }

        if (answer.Results.Count > 0)
        {
            // Long lines go out whole, as they are: the terminal wraps them, and a pipe gets what the file holds.
            console.Profile.Width = int.MaxValue;
            console.Markup(text.ToString());
        }

        WriteNotes(terminal, answer, queryText);
    }

    // Files stand in the order of their best results, places of a file in the order of its lines.
    private static void AppendFile(StringBuilder text, IReadOnlyList<SearchResult> places, QueryTerms terms, int linesEach)
    {
        SearchResult first = places[0];
        if (text.Length > 0)
        {
            text.AppendLine();
        }

        text.Append(CultureInfo.InvariantCulture, $"[grey]{Escape(first.Repository)}/[/][fuchsia]{Escape(first.Path)}[/]");
        text.Append(first.AlsoIn > 0 ? Invariant($"  [grey](and {first.AlsoIn} more)[/]") : string.Empty);
        text.AppendLine(first.Stale ? "  [yellow]stale[/]" : string.Empty);
        foreach (SearchResult place in places)
        {
            if (place != first)
            {
                text.AppendLine("[grey]--[/]");
            }

            AppendLines(text, place, terms, linesEach);
            AppendMore(text, place.More ?? []); // an older service says nothing of it
        }
    }

    private static void AppendMore(StringBuilder text, IReadOnlyList<PlaceInFile> more)
    {
        if (more.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"     [grey]and lines {Escape(string.Join(", ", more.Select(place => Invariant($"{place.StartLine}-{place.EndLine} {place.Symbol}").TrimEnd())))}[/]");
        }
    }

    private static void AppendLines(StringBuilder text, SearchResult result, QueryTerms terms, int linesEach)
    {
        IReadOnlyList<(int Number, string Text)> lines = SnippetLines.Of(result.Snippet, result.StartLine, terms, linesEach);
        int width = Math.Max(3, Invariant($"{lines[^1].Number}").Length);
        foreach ((int number, string line) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"[green]{number.ToString(CultureInfo.InvariantCulture).PadLeft(width)}[/]  ");
            int at = 0;
            foreach ((int start, int length) in terms.In(line))
            {
                text.Append(Escape(line[at..start])).Append("[red bold]").Append(Escape(line.Substring(start, length))).Append("[/]");
                at = start + length;
            }

            text.AppendLine(Escape(line[at..]));
        }

        int more = result.EndLine - lines[^1].Number;
        if (result.Symbol is not null || more > 0)
        {
            string symbol = result.Symbol is null ? string.Empty : $"{result.Kind} {result.Symbol}".Trim();
            string until = more > 0 ? Invariant($"to line {result.EndLine}") : string.Empty;
            text.AppendLine(CultureInfo.InvariantCulture, $"{new string(' ', width)}  [grey]{Escape(string.Join(", ", new[] { symbol, until }.Where(part => part.Length > 0)))}[/]");
        }
    }

    // Notes go to stderr: a pipe gets results only.
    private static void WriteNotes(Terminal terminal, SearchAnswer answer, string queryText)
    {
        IAnsiConsole console = terminal.ErrorConsole();
        if (answer.Results.Count == 0)
        {
            console.MarkupLineInterpolated($"Nothing found for {Printable.Text(queryText)}");
        }
        else if (terminal.OutIsTerminal)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"\n[grey]{answer.Results.Count} results in {answer.ElapsedMs:0} ms, model {answer.Model}[/]");
        }

        if (answer.WaitFor is { State: not "applied" } waited)
        {
            console.MarkupLineInterpolated($"[yellow]note:[/] {Printable.Text(Waited(waited))}");
        }

        if (answer.Results.Any(result => result.Stale))
        {
            console.MarkupLine("[yellow]note:[/] stale: a newer push of that branch is known and not indexed yet.");
        }

        if (answer.Coverage < 1)
        {
            // rounded down: 99.97 % is not all of it
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"[yellow]note:[/] {Math.Floor(answer.Coverage * 1000) / 10:0.#} % of the code in scope has its vector yet; results by meaning are incomplete.");
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

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
