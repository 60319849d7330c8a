using System.Globalization;
using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Output;

/// <summary>Files as a table without frames, below the counts of all of them.</summary>
internal static class FilesView
{
    public static IRenderable Page(RepositoryFiles page)
    {
        List<IRenderable> rows = [new Markup($"[bold]{Escape(page.Repository)}[/]  {Escape(page.Ref)}  {Figures.Commit(page.Commit)}")];
        if (page.Counts is { } counts)
        {
            rows.Add(new Markup(Counts(counts)));
        }

        if (page.Files.Count == 0)
        {
            rows.Add(new Markup("No file matches."));
            return new Rows(rows);
        }

        Table table = new Table().Border(TableBorder.None);
        foreach (string title in (string[])["state", "reason", "language", "size", "path"])
        {
            table.AddColumn(new TableColumn($"[grey]{title}[/]").Padding(0, 0, 2, 0).NoWrap());
        }

        foreach (FileStatus file in page.Files)
        {
            string state = file.State switch { "indexed" => "[green]indexed[/]", "failed" => "[red]failed[/]", var other => $"[yellow]{Escape(other)}[/]" };
            table.AddRow(state, Escape(file.State == "failed" ? "see below" : file.Reason ?? "-"), Escape(file.Language), Figures.Count(file.Size), Escape(file.Path));
        }

        rows.Add(table);
        rows.AddRange(page.Files.Where(f => f.State == "failed").Select(f => new Markup($"[red]{Escape(f.Path)}:[/] {Escape(f.Reason ?? "no error is known")}")));
        rows.AddRange(page.Files.SelectMany(f => f.Secrets.Select(s => new Markup($"{Escape(f.Path)}:{Lines(s)} {Figures.Count(s.Count)} masked, looks like {Escape(s.Kind)}"))));
        if (page.Next is not null)
        {
            rows.Add(new Markup($"[grey]more with --cursor {Escape(page.Next)}[/]"));
        }

        return new Rows(rows);
    }

    private static string Counts(FileStateCounts counts)
    {
        long skipped = counts.Skipped.Values.Sum();
        string reasons = skipped == 0 ? string.Empty : $" ({string.Join(", ", counts.Skipped.Select(r => $"{Escape(r.Key)} {Figures.Count(r.Value)}"))})";
        string failed = counts.Failed == 0 ? string.Empty : $", [red]failed {Figures.Count(counts.Failed)}[/]";
        string pending = counts.Pending == 0 ? string.Empty : $", pending {Figures.Count(counts.Pending)}";
        string secrets = counts.WithSecrets == 0 ? string.Empty : $"; secrets masked in {Figures.Count(counts.WithSecrets)}";
        return $"{Figures.Count(counts.Total)} files: indexed {Figures.Count(counts.Indexed)}, skipped {Figures.Count(skipped)}{reasons}{failed}{pending}{secrets}";
    }

    private static string Lines(MaskedSecret secret) => secret.Line == secret.EndLine
        ? secret.Line.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{secret.Line}-{secret.EndLine}");

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));
}
