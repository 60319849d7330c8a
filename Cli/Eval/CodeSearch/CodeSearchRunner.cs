using System.Diagnostics;
using Julie.Cli.Client;
using Julie.Cli.Eval.Runs;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>Asks the queries of a set, one after another, with the product's defaults.</summary>
internal sealed class CodeSearchRunner(JulieClient client)
{
    private const int Depth = 10;

    /// <param name="set">What to ask.</param>
    /// <param name="org">Over everything that is indexed, with no filter; else each query within its repository and folder.</param>
    /// <param name="parts">Also by the parts of the search.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<EvalRun> RunAsync(CodeSearchSet set, bool org, bool parts, CancellationToken ct)
    {
        EvalRun product = await RunAsync(set, org, SearchVariant.Product, ct);
        if (!parts)
        {
            return product;
        }

        List<VariantFigures> variants = [];
        foreach (SearchVariant variant in SearchVariant.Parts)
        {
            EvalRun run = await RunAsync(set, org, variant, ct);
            variants.Add(new VariantFigures(run) { Name = variant.Name, Categories = run.Categories, Repositories = run.Repositories, Product = RunComparison.Between(product, run, variant.Name) });
        }

        return product with { Variants = variants };
    }

    private async Task<EvalRun> RunAsync(CodeSearchSet set, bool org, SearchVariant variant, CancellationToken ct)
    {
        Dictionary<string, EvalRepository> repositories = set.Repositories.ToDictionary(repository => repository.Name);
        List<EvaluatedQuery> queries = [];
        string model = "";
        foreach (EvalQuery query in set.Queries)
        {
            EvalRepository repository = repositories[query.Repo];
            long start = Stopwatch.GetTimestamp();
            SearchAnswer answer = (await client.SearchAsync(org ? query.Query : $"{repository.Filters} {query.Query}", Depth, variant, ct)).Value;
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            model = answer.Model;
            queries.Add(new EvaluatedQuery
            {
                Repository = query.Repo,
                Language = repository.Language ?? "",
                Category = query.Category ?? "",
                Query = query.Query,
                Targets = query.Targets.Count,
                Ranks = [.. query.Targets.Select(target => RankOf(target, repository, answer.Results)).OfType<int>().Order()],
                Milliseconds = Math.Round(milliseconds, 2),
                Results = [.. answer.Results.Select(result => (result.Repository == repository.IndexedName ? "" : result.Repository + "/") + $"{result.Path}:{result.StartLine}-{result.EndLine}")],
            });
        }

        return EvalRun.Of("code-search", org ? "org" : "scoped", variant, model, queries, set.Peers);
    }

    private static int? RankOf(EvalTarget target, EvalRepository repository, IReadOnlyList<SearchResult> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (results[i].Repository == repository.IndexedName && target.IsIn(results[i]))
            {
                return i + 1;
            }
        }

        return null;
    }
}
