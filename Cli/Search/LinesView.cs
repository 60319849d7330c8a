using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Search;

/// <summary>
/// Results as ripgrep prints them. For people a heading for each file and its lines below; for pipes <c>path:line:text</c>, with <c>-</c> for lines that only stand around a result.
/// </summary>
internal sealed class LinesView(IAnsiConsole console, ContextReader context, bool heading, int? lines, Action<SearchResult> remember) : ISearchView
{
    private int written;

    public async Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct)
    {
        SearchAnswer answer = page.Value;
        QueryTerms terms = QueryTerms.Of(answer.Query);
        IReadOnlyList<IReadOnlyList<ShownLine>> shown = await context.AroundAsync(
            answer.Results, [.. answer.Results.Select(result => PlaceLines.Of(result, answer.Mode, terms, lines))], ct);

        // Long lines go out whole: the terminal wraps them, and a pipe gets what the file holds.
        console.Profile.Width = int.MaxValue;
        for (int i = 0; i < answer.Results.Count; i++)
        {
            SearchResult result = answer.Results[i];
            remember(result);
            console.Markup((heading ? Block(result, shown[i]) : string.Concat(Piped(result, shown[i]).Select(line => line + "\n"))).ReplaceLineEndings(Environment.NewLine));
            written++;
        }
    }

    private string Block(SearchResult result, IReadOnlyList<ShownLine> shown)
    {
        string repository = $"[grey]{Escape(result.Repository)}/[/]";
        string symbol = result.Symbol is null ? "" : $"  [grey]{Escape($"{result.Kind} {result.Symbol}".Trim())}[/]";
        string also = result.AlsoIn > 0 ? Invariant($"  [grey](and {result.AlsoIn} more)[/]") : "";
        string head = $"{repository}[fuchsia]{Escape(result.Path)}[/]{symbol}{also}{(result.Stale ? "  [yellow]stale[/]" : "")}  {Invariant($"[grey]#{written + 1}[/]")}";
        List<string> text = [.. written > 0 ? [""] : Array.Empty<string>(), head];
        foreach (ShownLine? line in Groups(shown))
        {
            text.Add(line is null ? "[grey]--[/]" : $"[green]{Number(line)}[/]{Sign(line)}{Lit(line)}");
        }

        if (shown.Count == 0)
        {
            text.Add(Invariant($"[green]{result.StartLine}[/]:to line {result.EndLine}"));
        }

        if (Rest(result, shown) is { } rest)
        {
            text.Add($"[grey]{Escape(rest)}[/]");
        }

        return string.Join('\n', text) + "\n";
    }

    /// <summary>What of the file was found and is not shown.</summary>
    private static string? Rest(SearchResult result, IReadOnlyList<ShownLine> shown)
    {
        int matching = shown.Count(line => !line.IsContext);
        string[] parts =
        [
            result.LineCount > matching ? Invariant($"{result.LineCount - matching} more lines match") : "",
            result.Lines is not { Count: > 0 } && shown.Count > 0 && shown[^1].Number < result.EndLine ? Invariant($"to line {result.EndLine}") : "",
            result.More is { Count: > 0 } more ? $"and lines {string.Join(", ", more.Select(place => Invariant($"{place.StartLine}-{place.EndLine} {place.Symbol}").TrimEnd()))}" : "",
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : null;
    }

    private IEnumerable<string> Piped(SearchResult result, IReadOnlyList<ShownLine> shown)
    {
        string path = $"[grey]{Escape(result.Repository)}/[/][fuchsia]{Escape(result.Path)}[/]";
        if (shown.Any(line => line.IsContext) && written > 0)
        {
            yield return "[grey]--[/]";
        }

        foreach (ShownLine? line in shown.Any(line => line.IsContext) ? Groups(shown) : shown)
        {
            yield return line is null ? "[grey]--[/]" : $"{path}{Sign(line)}[green]{Number(line)}[/]{Sign(line)}{Lit(line)}";
        }

        if (shown.Count == 0)
        {
            yield return Invariant($"{path}:[green]{result.StartLine}[/]:{Escape($"{result.Kind} {result.Symbol}".Trim())}");
        }
    }

    /// <summary>A null where lines are left out.</summary>
    private static IEnumerable<ShownLine?> Groups(IReadOnlyList<ShownLine> shown)
    {
        for (int i = 0; i < shown.Count; i++)
        {
            if (i > 0 && shown[i].Number > shown[i - 1].Number + 1)
            {
                yield return null;
            }

            yield return shown[i];
        }
    }

    private static string Lit(ShownLine line)
    {
        string text = "";
        int at = 0;
        foreach ((int start, int length) in line.Lit.Where(span => span.Start >= 0))
        {
            if (start >= at)
            {
                text += $"{Escape(line.Text[at..start])}[red bold]{Escape(line.Text.Substring(start, length))}[/]";
                at = start + length;
            }
        }

        return text + Escape(line.Text[at..]);
    }

    private static string Number(ShownLine line) => line.Number.ToString(CultureInfo.InvariantCulture);

    private static string Sign(ShownLine line) => line.IsContext ? "-" : ":";

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
