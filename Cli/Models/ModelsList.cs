using System.Globalization;
using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding.Manifest;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models list</c></summary>
internal static class ModelsList
{
    public static int Run(ModelsContext context)
    {
        ModelStore store = context.Store();
        IReadOnlyList<ModelItem> items;
        try
        {
            items = [.. store.Ids().Select(id => ModelItems.Of(store, id, context.Configured))];
        }
        catch (ModelFileException e)
        {
            throw new JulieException(ExitCodes.Usage, e.Message, "Or name it here: --models DIRECTORY", e);
        }

        if (context.Json)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(items, ModelsJson.Default.IReadOnlyListModelItem));
            return ExitCodes.Ok;
        }

        IAnsiConsole console = context.Terminal.OutConsole();
        console.Write(Table(items));
        foreach (ModelItem broken in items.Where(item => item.Problem is not null))
        {
            console.MarkupLineInterpolated($"[red]{broken.Id}:[/] {Printable.Text(broken.Problem!)}");
        }

        console.MarkupLineInterpolated($"\n[grey]* the configured model ({context.Configured}). Fetch one: julie models pull ID. About one: julie models show ID[/]");
        return ExitCodes.Ok;
    }

    private static Table Table(IReadOnlyList<ModelItem> items)
    {
        Table table = new Table().Border(TableBorder.None)
            .AddColumn(Head("model")).AddColumn(Head("files")).AddColumn(Head("size").RightAligned()).AddColumn(Head("dimensions").RightAligned())
            .AddColumn(Head("tokens").RightAligned()).AddColumn(Head("by")).AddColumn(Head("licence"));
        foreach (ModelItem item in items)
        {
            string name = Markup.Escape(Printable.Text(item.Id));
            table.AddRow(
                item.Configured ? $"[bold]{name} *[/]" : name, State(item), item.Bytes > 0 ? Sizes.Of(item.Bytes) : string.Empty,
                Number(item.Dimensions), item.Provider is null ? string.Empty : item.MaxTokens is null ? "any" : Number(item.MaxTokens),
                Markup.Escape(item.Provider ?? string.Empty), Licence(item.License));
        }

        return table;
    }

    private static string State(ModelItem item) => item.State switch
    {
        ModelItems.Complete => "[green]complete[/]",
        ModelItems.Incomplete => string.Create(CultureInfo.InvariantCulture, $"[yellow]{item.Missing.Count} missing[/]"),
        ModelItems.Export => "[grey]export[/]",
        ModelItems.Broken => "[red]broken[/]",
        _ => "[grey]pull[/]",
    };

    private static string Licence(string? licence)
        => licence is null ? string.Empty : Licences.Warning(licence) is null ? Markup.Escape(licence) : $"[yellow]{Markup.Escape(licence)}[/]";

    private static string Number(int? number) => number is { } n ? Figures.Count(n) : string.Empty;

    private static TableColumn Head(string title) => new TableColumn($"[grey]{title}[/]").Padding(0, 0, 2, 0).NoWrap();
}
