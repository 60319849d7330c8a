using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Output;

/// <summary>Status and repositories as tables without frames: they survive a narrow window and a pipe.</summary>
internal static class StatusView
{
    public static IRenderable Whole(SystemStatus status)
    {
        PassageCounts passages = status.Passages;
        string space = status.Space is { } s
            ? $"[bold]{Escape(s.Model)}[/]  {s.Dimensions} dimensions, {Escape(s.State)}, search {Escape(s.Search)}"
            : "no vector space yet: it is made when the first service starts with a model";
        string failed = passages.Failed > 0 ? $", [red]{Figures.Count(passages.Failed)} failed[/]" : string.Empty;
        return new Rows(
            new Markup(space),
            new Markup($"{Figures.Count(passages.Embedded)} of {Figures.Count(passages.Total)} passages embedded ({Figures.Percent(passages.Embedded, passages.Total)}){failed}"),
            new Text(string.Empty),
            Repositories(status.Repositories));
    }

    public static IRenderable Repositories(IReadOnlyList<RepositoryStatus> repositories)
    {
        if (repositories.Count == 0)
        {
            return new Markup("No repository yet. Index one: [bold]julie index PATH|URL[/]\n");
        }

        Table table = new Table().Border(TableBorder.None).AddColumn(Head("repository")).AddColumn(Head("state")).AddColumn(Head("commit"))
            .AddColumn(Head("files").RightAligned()).AddColumn(Head("skipped").RightAligned()).AddColumn(Head("passages").RightAligned()).AddColumn(Head("coverage").RightAligned());
        foreach (RepositoryStatus repository in repositories)
        {
            PassageCounts passages = repository.Passages;
            table.AddRow(
                Escape(repository.Name), State(repository.State), Figures.Commit(repository.Commit), Figures.Count(repository.Files.Total),
                Figures.Count(repository.Files.Skipped.Values.Sum()), Figures.Count(passages.Total), Figures.Percent(passages.Embedded, passages.Total));
        }

        IEnumerable<IRenderable> errors = repositories
            .SelectMany(r => new[] { r.Error, r.Remote?.Error }.OfType<string>().Distinct().Select(error => new Markup($"[red]{Escape(r.Name)}:[/] {Escape(error)}")));
        return new Rows([table, .. errors]);
    }

    public static string State(string state) => state switch
    {
        "ready" or "applied" or "done" => $"[green]{Escape(state)}[/]",
        "failed" => "[red]failed[/]",
        _ => $"[yellow]{Escape(state)}[/]",
    };

    private static TableColumn Head(string title) => new TableColumn($"[grey]{title}[/]").Padding(0, 0, 2, 0).NoWrap();

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));
}
