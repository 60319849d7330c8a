using System.Globalization;
using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding.Manifest;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models show</c></summary>
internal static class ModelShow
{
    public static int Run(ModelsContext context, string id)
    {
        StoredModel model = context.Load(id);
        ModelItem item = ModelItems.Of(model, context.Configured);
        ModelManifest m = model.Manifest;
        IReadOnlyList<FileState> files = model.Look();
        if (context.Json)
        {
            ModelDetails details = new(item, m, model.Folder, Licences.Warning(m.License), files);
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(details, ModelsJson.Default.ModelDetails));
            return ExitCodes.Ok;
        }

        IAnsiConsole console = context.Terminal.OutConsole();
        console.MarkupLineInterpolated($"[bold]{m.Id}[/]  {Printable.Text(m.DisplayName)}{(item.Configured ? "  (configured)" : string.Empty)}");
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        foreach ((string name, string value) in Lines(m))
        {
            grid.AddRow($"[grey]{name}[/]", Markup.Escape(Printable.Text(value)));
        }

        grid.AddRow("[grey]folder[/]", Markup.Escape(Printable.Text(model.Folder)));
        console.Write(grid);
        if (Licences.Warning(m.License) is { } warning)
        {
            console.MarkupLineInterpolated($"[yellow]licence {m.License}:[/] {warning}");
        }

        if (m.Unverified is { Count: > 0 } unverified)
        {
            console.MarkupLineInterpolated($"[yellow]not verified[/] against the publisher's own files: {string.Join(", ", unverified)}");
        }

        console.WriteLine();
        foreach (FileState file in files)
        {
            console.MarkupLine(Line(file));
        }

        return ExitCodes.Ok;
    }

    private static IEnumerable<(string Name, string Value)> Lines(ModelManifest m)
    {
        string allowed = m.Matryoshka is { Count: > 0 } lengths ? $"; Julie:Embedding:Dimensions may be {string.Join(", ", lengths)}" : string.Empty;
        yield return ("vector", $"{Text(m.Dimensions)} numbers, pooling {Camel(m.Pooling)}{(m.Normalize ? ", normalised" : string.Empty)}{allowed}");
        yield return ("tokens", m.MaxTokens is { } most ? $"{Text(most)} at most, {Camel(m.Tokenizer.Type)} tokenizer" : $"no limit, {Camel(m.Tokenizer.Type)} tokenizer");
        if (m.QueryPrefix.Length > 0)
        {
            yield return ("query", $"\"{m.QueryPrefix.Replace("\n", "\\n", StringComparison.Ordinal)}\" + query");
        }

        if (m.DocumentPrefix.Length > 0)
        {
            yield return ("passage", $"\"{m.DocumentPrefix.Replace("\n", "\\n", StringComparison.Ordinal)}\" + passage");
        }

        yield return m.Remote is { } remote
            ? ("service", $"{remote.Model} at {remote.Endpoint}, {Text(remote.MaxTexts)} texts and {Text(remote.MaxRequestTokens)} tokens a request"
                + (remote.PricePerMillionTokens is { } price ? string.Create(CultureInfo.InvariantCulture, $", {price} USD a million tokens") : string.Empty))
            : ("graph", $"{m.Onnx!.File}, output {m.Onnx.Output}");
        yield return ("from", m.Source is { } source
            ? $"{source.Repository} at {source.Revision}{(source.Gated ? ", gated: it needs a token" : string.Empty)}"
            : "this project, or made here");
        yield return ("licence", m.License);
    }

    private static string Line(FileState file)
    {
        string name = Markup.Escape(Printable.Text(file.File.Path));
        string known = file.Known switch
        {
            HashOrigin.Manifest => "hash in the manifest",
            HashOrigin.Lock => "hash in model.lock.json",
            _ => "hash not known",
        };
        return file.Problem is null
            ? $"  [green]here[/]     {name}  {Sizes.Of(file.Bytes!.Value)}, {known}"
            : $"  [yellow]{(file.Bytes is null ? "missing" : "wrong  ")}[/]  {name}  [grey]{Markup.Escape(Printable.Text(Remedy(file.Problem)))}[/]";
    }

    // The path is said already.
    private static string Remedy(string problem) => problem[(problem.IndexOf(". ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];

    private static string Text(int number) => Figures.Count(number);

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
