using Julie.Index.Search.Conditions;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Filters on tree entries <c>t</c>, their refs <c>f</c> and chunks <c>c</c>.</summary>
internal sealed class FileFilter(SearchFilters filters)
{
    private const string Lists =
        """
        (cardinality(@languages) = 0 or lower(t.language) = any(@languages)) and not lower(t.language) = any(@not_languages)
        and (cardinality(@paths) = 0 or t.path ~* any(@paths)) and not t.path ~* any(@not_paths)
        """;

    private const string RefLists =
        "(case when cardinality(@refs) = 0 then f.is_default else f.name like any(@refs) end) and not f.name like any(@not_refs)";

    private readonly ConditionSql _where = ConditionSql.Of(filters.Where);
    private readonly string[] _refs = [.. filters.Refs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _notRefs = [.. filters.NotRefs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _languages = Lower(filters.Languages);
    private readonly string[] _notLanguages = Lower(filters.NotLanguages);
    private readonly string[] _paths = [.. filters.Paths.Select(PathGlob.ToRegex)];
    private readonly string[] _notPaths = [.. filters.NotPaths.Select(PathGlob.ToRegex)];

    /// <summary>The condition on entry, ref and chunk.</summary>
    public string Condition => ConditionWith(_where);

    /// <summary>The same with the tree as another statement needs it.</summary>
    public static string ConditionWith(ConditionSql where) =>
        // The refs that are searched are the default ones where the query names none.
        $"{(where.NamesRefs ? "not f.name like any(@not_refs)" : RefLists)} and {Lists}{(where.Text is null ? "" : $" and {where.Text}")}";

    /// <summary>Nothing is filtered: what the repositories' default refs hold is in scope.</summary>
    public bool IsEmpty => _where.Text is null && !_where.NamesRefs && _languages.Length + _notLanguages.Length + _paths.Length + _notPaths.Length + _refs.Length + _notRefs.Length == 0;

    public void AddTo(NpgsqlParameterCollection parameters, ConditionSql? where = null)
    {
        parameters.AddWithValue("languages", _languages);
        parameters.AddWithValue("not_languages", _notLanguages);
        parameters.AddWithValue("paths", _paths);
        parameters.AddWithValue("not_paths", _notPaths);
        parameters.AddWithValue("refs", _refs);
        parameters.AddWithValue("not_refs", _notRefs);
        (where ?? _where).AddTo(parameters);
    }

    private static string[] Lower(IReadOnlyList<string> names) => [.. names.Select(n => n.ToLowerInvariant())];
}
