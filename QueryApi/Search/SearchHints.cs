using Julie.Index.Catalog;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Search;

/// <summary>What may have been meant, where nothing was found: a repository's name that is none, but nearly one.</summary>
internal sealed class SearchHints(RepositoryNames names)
{
    public async Task<IReadOnlyList<string>> OfAsync(ParsedQuery query, ReadableRepositories readable, CancellationToken ct)
    {
        if (query.Filters.Repositories.Count == 0)
        {
            return [];
        }

        // SECURITY: only names that the caller may read are suggested (law 4).
        IReadOnlyList<string> known = await names.ReadAsync(readable, ct);
        return [.. query.Filters.Repositories.Where(typed => !typed.Contains('*', StringComparison.Ordinal)).Select(typed => Hint(typed, known)).OfType<string>()];
    }

    private static string? Hint(string typed, IReadOnlyList<string> known) => known.Any(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase))
        ? null
        : QueryNames.Nearest(typed, known.SelectMany(name => (string[])[name.ToLowerInvariant(), name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant()]).Distinct()) is { } nearest
            ? $"There is no repository '{typed}'. Did you mean repo:{nearest}?"
            : $"There is no repository '{typed}' that this key may read.";
}
