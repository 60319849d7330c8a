using System.Globalization;
using Julie.Cli.Eval.Measures;
using Julie.Cli.Eval.Runs;
using Julie.Cli.Output;
using Spectre.Console;

namespace Julie.Cli.Eval;

/// <summary>A run as a person reads it.</summary>
internal static class RunView
{
    private static readonly string[] Columns = ["", "NDCG@10", "NDCG@5", "MRR", "recall@10", "precision@5", "p50 ms", "p95 ms", "queries"];

    public static void Write(IAnsiConsole console, EvalRun run, bool queries)
    {
        console.MarkupLineInterpolated($"[bold]{run.Set}[/], {run.Scope}, {run.Variant}, model {Printable.Text(run.Model)}");
        Table table = NewTable(Columns);
        AddRow(table, "all", run);
        foreach (EvalGroup group in run.Categories.Concat(run.Languages.Count > 1 ? run.Languages : []).Concat(run.Repositories))
        {
            AddRow(table, group.Name, group);
        }

        console.Write(table);
        WritePeers(console, run);
        WriteParts(console, run);
        if (run.Comparison is { } comparison)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"against {Printable.Text(comparison.With)}: {Difference(comparison)}");
        }

        if (queries)
        {
            WriteQueries(console, run);
        }
    }

    private static void WritePeers(IAnsiConsole console, EvalRun run)
    {
        if (run.Peers is null)
        {
            return;
        }

        string[] systems = [.. run.Peers.OrderByDescending(peer => peer.Value).Select(peer => peer.Key)];
        Table table = NewTable(["NDCG@10", "julie", .. systems]);
        table.AddRow(["all", Figure(run.Ndcg10), .. systems.Select(system => Figure(run.Peers[system]))]);
        foreach (EvalGroup repository in run.Repositories.Where(repository => repository.Peers is not null))
        {
            table.AddRow([Printable.Text(repository.Name), Figure(repository.Ndcg10), .. systems.Select(system => Figure(repository.Peers!.GetValueOrDefault(system)))]);
        }

        console.Write(table);
    }

    private static void WriteParts(IAnsiConsole console, EvalRun run)
    {
        if (run.Variants is not { Count: > 0 } variants)
        {
            return;
        }

        string[] categories = [.. run.Categories.Select(category => category.Name)];
        Table table = NewTable(["NDCG@10", "all", .. categories, $"{run.Variant} against it"]);
        foreach (VariantFigures variant in variants)
        {
            table.AddRow([variant.Name, Figure(variant.Ndcg10), .. categories.Select(name => Figure(variant.Categories.First(group => group.Name == name).Ndcg10)), Difference(variant.Product)]);
        }

        table.AddRow([run.Variant, Figure(run.Ndcg10), .. run.Categories.Select(category => Figure(category.Ndcg10)), ""]);
        console.Write(table);
    }

    private static void WriteQueries(IAnsiConsole console, EvalRun run)
    {
        foreach (EvaluatedQuery query in run.Details.Where(query => Gain.Ndcg(query.Ranks, query.Targets, 10) < 1))
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{Gain.Ndcg(query.Ranks, query.Targets, 10):0.00}  {query.Repository}  [bold]{Printable.Text(query.Query)}[/]  found at {(query.Ranks.Count == 0 ? "none" : string.Join(", ", query.Ranks))}, {query.Targets} wanted");
        }
    }

    private static Table NewTable(IEnumerable<string> columns)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in columns)
        {
            TableColumn made = new TableColumn(Markup.Escape(column)).NoWrap().Padding(0, 0, 2, 0);
            table.AddColumn(table.Columns.Count == 0 ? made : made.RightAligned());
        }

        return table;
    }

    private static void AddRow(Table table, string name, EvalFigures figures) => table.AddRow(
        Markup.Escape(Printable.Text(name)), Figure(figures.Ndcg10), Figure(figures.Ndcg5), Figure(figures.Mrr), Figure(figures.Recall10), Figure(figures.Precision5),
        figures.P50Ms.ToString("0.0", CultureInfo.InvariantCulture), figures.P95Ms.ToString("0.0", CultureInfo.InvariantCulture), Figures.Count(figures.Queries));

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Difference(RunComparison comparison) => string.Create(
        CultureInfo.InvariantCulture, $"{comparison.Difference:+0.000;-0.000;0.000}, p {comparison.P:0.0000}, {comparison.Better} better, {comparison.Worse} worse");
}
