using Npgsql;

namespace Julie.Index.Search;

/// <summary>Filters on tree entries <c>t</c> and their refs <c>f</c>.</summary>
internal sealed class FileFilter(SearchFilters filters)
{
    public const string Condition =
        """
        (cardinality(@languages) = 0 or lower(t.language) = any(@languages)) and not lower(t.language) = any(@not_languages)
        and (cardinality(@paths) = 0 or t.path ~* any(@paths)) and not t.path ~* any(@not_paths)
        """;

    /// <summary>The refs that are searched: the default ones where the query names none.</summary>
    public const string RefCondition =
        "(case when cardinality(@refs) = 0 then f.is_default else f.name like any(@refs) end) and not f.name like any(@not_refs)";

    private readonly string[] _refs = [.. filters.Refs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _notRefs = [.. filters.NotRefs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _languages = Lower(filters.Languages);
    private readonly string[] _notLanguages = Lower(filters.NotLanguages);
    private readonly string[] _paths = [.. filters.Paths.Select(PathGlob.ToRegex)];
    private readonly string[] _notPaths = [.. filters.NotPaths.Select(PathGlob.ToRegex)];

    public bool IsEmpty => _languages.Length + _notLanguages.Length + _paths.Length + _notPaths.Length + _refs.Length + _notRefs.Length == 0;

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("languages", _languages);
        parameters.AddWithValue("not_languages", _notLanguages);
        parameters.AddWithValue("paths", _paths);
        parameters.AddWithValue("not_paths", _notPaths);
        parameters.AddWithValue("refs", _refs);
        parameters.AddWithValue("not_refs", _notRefs);
    }

    private static string[] Lower(IReadOnlyList<string> names) => [.. names.Select(n => n.ToLowerInvariant())];
}
