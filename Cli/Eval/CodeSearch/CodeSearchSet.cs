using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>A set: <c>repos.json</c>, <c>queries.json</c>, and where there is one <c>peers.json</c> with what other systems reach.</summary>
/// <param name="Repositories">Repositories that have queries.</param>
/// <param name="Queries">Queries in the set's order.</param>
/// <param name="Peers">NDCG@10 by repository and system.</param>
internal sealed record CodeSearchSet(
    IReadOnlyList<EvalRepository> Repositories, IReadOnlyList<EvalQuery> Queries, IReadOnlyDictionary<string, Dictionary<string, double>> Peers)
{
    public static CodeSearchSet Load(string folder)
    {
        IReadOnlyList<EvalRepository> repositories = Read(folder, "repos.json", EvalJson.Default.IReadOnlyListEvalRepository);
        IReadOnlyList<EvalQuery> queries = Read(folder, "queries.json", EvalJson.Default.IReadOnlyListEvalQuery);
        HashSet<string> known = [.. repositories.Select(repository => repository.Name)];
        if (queries.FirstOrDefault(query => !known.Contains(query.Repo)) is { } stray)
        {
            throw new JulieException(ExitCodes.Usage, $"{Path.Combine(folder, "queries.json")}: '{stray.Query}' is about '{stray.Repo}', which repos.json does not have");
        }

        if (queries.FirstOrDefault(query => query.Targets.Count == 0) is { } aimless)
        {
            throw new JulieException(ExitCodes.Usage, $"{Path.Combine(folder, "queries.json")}: '{aimless.Query}' has no relevant file");
        }

        IReadOnlyDictionary<string, Dictionary<string, double>> peers = File.Exists(Path.Combine(folder, "peers.json"))
            ? Read(folder, "peers.json", EvalJson.Default.DictionaryStringDictionaryStringDouble)
            : new Dictionary<string, Dictionary<string, double>>();
        HashSet<string> asked = [.. queries.Select(query => query.Repo)];
        return new CodeSearchSet([.. repositories.Where(repository => asked.Contains(repository.Name))], queries, peers);
    }

    /// <summary>The set without the repositories that are not wanted; all where nothing is said.</summary>
    public CodeSearchSet Only(IReadOnlyCollection<string> names)
    {
        string? unknown = names.FirstOrDefault(name => Repositories.All(repository => repository.Name != name));
        return unknown is not null
            ? throw new JulieException(ExitCodes.Usage, $"The set has no repository '{unknown}'", $"It has {string.Join(", ", Repositories.Select(repository => repository.Name))}")
            : names.Count == 0 ? this : this with
            {
                Repositories = [.. Repositories.Where(repository => names.Contains(repository.Name))],
                Queries = [.. Queries.Where(query => names.Contains(query.Repo))],
            };
    }

    /// <summary>The queries as they are sent.</summary>
    public IReadOnlyList<AskedQuery> Asked(bool scoped)
    {
        Dictionary<string, EvalRepository> byName = Repositories.ToDictionary(repository => repository.Name);
        return
        [
            .. Queries.Select(query =>
            {
                EvalRepository repository = byName[query.Repo];
                return new AskedQuery(
                    scoped ? $"{repository.Filters} {query.Query}" : query.Query, query.Query, query.Repo, repository.IndexedName, repository.Language ?? "", query.Category ?? "", query.Targets);
            }),
        ];
    }

    private static T Read<T>(string folder, string name, JsonTypeInfo<T> type)
    {
        string file = Path.Combine(folder, name);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), type) ?? throw new JsonException("it is null");
        }
        catch (IOException e)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} cannot be read", "--data is the folder of a set: repos.json, queries.json and perhaps peers.json", e);
        }
        catch (JsonException e)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} is not what it should be", e.Message, e);
        }
    }
}
