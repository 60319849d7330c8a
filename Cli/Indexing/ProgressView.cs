using System.Globalization;
using Julie.Cli.Output;
using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Indexing;

/// <summary>Progress of the syncs: a table that redraws itself for a person, lines for everything else.</summary>
internal static class ProgressView
{
    private const int BarWidth = 16;

    public static IRenderable Table(IReadOnlyList<SyncWatch> syncs)
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders();
        for (int column = 0; column < 6; column++)
        {
            table.AddColumn(new TableColumn(string.Empty).Padding(0, 0, 2, 0).NoWrap());
        }

        foreach (SyncWatch sync in syncs)
        {
            SyncStatus? s = sync.Last?.Value;
            table.AddRow(
                Markup.Escape(Printable.Text(sync.Name)), StatusView.State(sync.Stage), Bar(sync.Share),
                s is null ? string.Empty : $"{Figures.Count(s.Files)} files, {Work(s)}",
                Rate(sync), sync.Ended ? Figures.Duration(sync.Took) : Eta(sync));
        }

        return table;
    }

    public static string Line(SyncWatch sync)
    {
        SyncStatus? s = sync.Last?.Value;
        string[] parts =
        [
            $"{Printable.Text(sync.Name)}: {sync.Stage}",
            s is null ? string.Empty : $"{Figures.Count(s.Files)} files",
            s is null ? string.Empty : $"{Figures.Count(s.BlobsRead)}/{Figures.Count(s.BlobsTotal)} blobs read",
            s is null ? string.Empty : $"{Figures.Count(s.Passages.Embedded)}/{Figures.Count(s.Passages.Total)} passages embedded",
            Rate(sync),
            Eta(sync),
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Work(SyncStatus s) => s.State == "applied"
        ? $"{Figures.Count(s.Passages.Embedded)}/{Figures.Count(s.Passages.Total)} passages embedded"
        : $"{Figures.Count(s.BlobsRead)}/{Figures.Count(s.BlobsTotal)} blobs read";

    private static string Rate(SyncWatch sync) => sync.Rate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.PerSecond:N0} {rate.Unit}") : string.Empty;

    private static string Eta(SyncWatch sync) => sync.Remaining is { } left ? $"ETA {Figures.Rough(left)}" : string.Empty;

    private static string Bar(double share)
    {
        int full = (int)Math.Floor(Math.Clamp(share, 0, 1) * BarWidth);
        return $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/]";
    }
}
