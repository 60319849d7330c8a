using Npgsql;

namespace Julie.Index.Search;

/// <summary>Filters on tree entries <c>t</c>.</summary>
internal sealed class FileFilter(SearchFilters filters)
{
    public const string Condition =
        """
        (cardinality(@languages) = 0 or lower(t.language) = any(@languages)) and not lower(t.language) = any(@not_languages)
        and (cardinality(@paths) = 0 or t.path ~* any(@paths)) and not t.path ~* any(@not_paths)
        """;

    private readonly string[] _languages = Lower(filters.Languages);
    private readonly string[] _notLanguages = Lower(filters.NotLanguages);
    private readonly string[] _paths = [.. filters.Paths.Select(PathGlob.ToRegex)];
    private readonly string[] _notPaths = [.. filters.NotPaths.Select(PathGlob.ToRegex)];

    public bool IsEmpty => _languages.Length + _notLanguages.Length + _paths.Length + _notPaths.Length == 0;

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("languages", _languages);
        parameters.AddWithValue("not_languages", _notLanguages);
        parameters.AddWithValue("paths", _paths);
        parameters.AddWithValue("not_paths", _notPaths);
    }

    private static string[] Lower(IReadOnlyList<string> names) => [.. names.Select(n => n.ToLowerInvariant())];
}
