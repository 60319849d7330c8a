using System.Globalization;
using Julie.Cli.Output;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Indexing;

/// <summary>How a sync ended, in figures that add up.</summary>
internal static class SummaryView
{
    public static void Write(IAnsiConsole console, SyncWatch sync)
    {
        SyncStatus s = sync.Last!.Value;
        string name = Markup.Escape(Printable.Text(sync.Name));
        if (sync.Failed)
        {
            console.MarkupLine($"[red]failed[/]  [bold]{name}[/]  after {Figures.Duration(sync.Took)}");
            console.MarkupLine($"  {Markup.Escape(Printable.Text(s.Error ?? "no error was recorded"))}");
            return;
        }

        console.MarkupLine($"[green]done[/]  [bold]{name}[/]  commit {Figures.Commit(s.Commit)} in {Figures.Duration(sync.Took)}");
        if (sync.Files is { } files)
        {
            console.MarkupLine($"  files     {Figures.Count(files.Total)}: {Markup.Escape(Figures.Files(files))}");
        }

        console.MarkupLine(s.BlobsRead == 0 && s.PassagesNew == 0
            ? "  new       nothing: 0 blobs read, 0 passages embedded"
            : $"  new       {Figures.Count(s.BlobsRead)} blobs, {Figures.Count(s.Chunks)} chunks, {Figures.Count(s.PassagesNew)} passages{Speed(s, sync.Took)}");
        console.MarkupLine($"  passages  {Figures.Count(s.Passages.Total)}, {Figures.Percent(s.Passages.Embedded, s.Passages.Total)} embedded");
        if (s.Passages.Failed > 0)
        {
            console.MarkupLine($"  [red]{Figures.Count(s.Passages.Failed)} passages could not be embedded[/]; the rest is searchable. See the embed-worker's log.");
        }
    }

    private static string Speed(SyncStatus s, TimeSpan took) => took.TotalSeconds < 0.1
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $", {s.Chunks / took.TotalSeconds:N0} chunks/s");
}
