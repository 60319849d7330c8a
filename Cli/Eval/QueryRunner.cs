using System.Diagnostics;
using Julie.Cli.Eval.Runs;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval;

/// <summary>Asks queries, one after another, with the product's defaults.</summary>
/// <param name="client">The API.</param>
/// <param name="set">What is measured.</param>
/// <param name="scope">Where it is asked.</param>
/// <param name="depth">How many results are looked at, which is what is asked for.</param>
internal sealed class QueryRunner(JulieClient client, string set, string scope, int depth)
{
    private const int Shown = 10;
    private static readonly Dictionary<string, Dictionary<string, double>> NoPeers = [];

    /// <param name="queries">What to ask.</param>
    /// <param name="parts">Also by the parts of the search.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="peers">What other systems reach, by repository.</param>
    public async Task<EvalRun> RunAsync(
        IReadOnlyList<AskedQuery> queries, bool parts, CancellationToken ct, IReadOnlyDictionary<string, Dictionary<string, double>>? peers = null)
    {
        EvalRun product = await RunAsync(queries, SearchVariant.Product, peers ?? NoPeers, ct);
        if (!parts)
        {
            return product;
        }

        List<VariantFigures> variants = [];
        foreach (SearchVariant variant in SearchVariant.Parts)
        {
            EvalRun run = await RunAsync(queries, variant, NoPeers, ct);
            variants.Add(new VariantFigures(run)
            {
                Name = variant.Name,
                Categories = run.Categories,
                Repositories = run.Repositories,
                Product = RunComparison.Between(product, run, variant.Name),
            });
        }

        return product with { Variants = variants };
    }

    private async Task<EvalRun> RunAsync(
        IReadOnlyList<AskedQuery> queries, SearchVariant variant, IReadOnlyDictionary<string, Dictionary<string, double>> peers, CancellationToken ct)
    {
        List<EvaluatedQuery> evaluated = [];
        string model = "";
        foreach (AskedQuery query in queries)
        {
            long start = Stopwatch.GetTimestamp();
            SearchAnswer answer = (await client.SearchAsync(query.Text, variant.Options(depth), ct)).Value;
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            model = answer.Model;
            evaluated.Add(new EvaluatedQuery
            {
                Repository = query.Repository,
                Language = query.Language,
                Category = query.Category,
                Query = query.Said,
                Sent = query.Text,
                Answers = [.. query.Targets.Select(target => target.ToString())],
                Targets = query.Targets.Count,
                Ranks = query.Ranks(answer.Results),
                Milliseconds = Math.Round(milliseconds, 2),
                Results = [.. answer.Results.Take(Shown).Select(result => (result.Repository == query.IndexedName ? "" : result.Repository + "/") + $"{result.Path}:{result.StartLine}-{result.EndLine}")],
            });
        }

        return EvalRun.Of(set, scope, variant, model, evaluated, peers);
    }
}
