using Julie.Index.Search.Conditions;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Filters on tree entries <c>t</c>, their refs <c>f</c> and chunks <c>c</c>.</summary>
internal sealed class FileFilter(SearchFilters filters)
{
    private readonly ConditionSql _where = ConditionSql.Of(filters.Where);
    private readonly string[] _refs = [.. filters.Refs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _notRefs = [.. filters.NotRefs.SelectMany(RefFilter.ToLike)];
    private readonly string[] _languages = Lower(filters.Languages);
    private readonly string[] _notLanguages = Lower(filters.NotLanguages);
    private readonly string[] _paths = [.. filters.Paths.Select(PathGlob.ToRegex)];
    private readonly string[] _notPaths = [.. filters.NotPaths.Select(PathGlob.ToRegex)];

    /// <summary>The condition on entry, ref and chunk.</summary>
    public string Condition => ConditionWith(_where);

    /// <summary>The same with the tree as another statement needs it. Only what is filtered is looked at: plans that are made once for all searches do not find out.</summary>
    public string ConditionWith(ConditionSql where) => All(
        // The refs that are searched are the default ones where the query names none.
        (!where.NamesRefs, _refs.Length == 0 ? "f.is_default" : "f.name like any(@refs)"),
        (_notRefs.Length > 0, "not f.name like any(@not_refs)"),
        (NamesLanguages, HoldsLanguage("t.language")),
        (_paths.Length > 0, "t.path ~* any(@paths)"),
        (_notPaths.Length > 0, "not t.path ~* any(@not_paths)"),
        (where.Text is not null, where.Text ?? ""));

    /// <summary>Nothing is filtered: what the repositories' default refs hold is in scope.</summary>
    public bool IsEmpty => IsByLanguage && !NamesLanguages;

    /// <summary>Nothing but languages is filtered, if anything: who may find a passage is known by language, so no file has to be looked at.</summary>
    public bool IsByLanguage => _where.Text is null && !_where.NamesRefs && _paths.Length + _notPaths.Length + _refs.Length + _notRefs.Length == 0;

    private bool NamesLanguages => _languages.Length + _notLanguages.Length > 0;

    /// <summary>Condition on a column that holds a language.</summary>
    public string HoldsLanguage(string language) => All(
        (_languages.Length > 0, $"{language} = any(@languages)"),
        (_notLanguages.Length > 0, $"not {language} = any(@not_languages)"));

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

    private static string All(params (bool IsWanted, string Condition)[] conditions) =>
        string.Join(" and ", conditions.Where(c => c.IsWanted).Select(c => c.Condition).DefaultIfEmpty("true"));

    private static string[] Lower(IReadOnlyList<string> names) => [.. names.Select(n => n.ToLowerInvariant())];
}
