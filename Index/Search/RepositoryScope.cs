using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The readable repositories, narrowed by filters: one relation for all who search or ask about them.</summary>
internal static class RepositoryScope
{
    /// <summary>The relation <c>scope</c> (id, passages). SECURITY: the only place where a caller learns of repositories; filters narrow what is readable, never widen it (law 4).</summary>
    public const string Relation =
        """
        readable as (
          select r.id, r.passages, lower(r.name) as name from repository r where @all or r.id = any(@readable)),
        -- a filter that is a whole name means that repository, not every one whose name holds it
        wanted as (select w.pattern from unnest(@names, @patterns) w(name, pattern) where w.name not in (select name from readable)),
        unwanted as (select w.pattern from unnest(@not_names, @not_patterns) w(name, pattern) where w.name not in (select name from readable)),
        scope as (
          select id, passages
          from readable
          where (cardinality(@names) = 0 or name = any(@names) or name like any(select pattern from wanted))
            and not name = any(@not_names) and not name like any(select pattern from unwanted))
        """;

    /// <summary>
    /// Whether a repository matches one filter, as in <see cref="Relation"/>, where the filter is part of a larger condition. SECURITY: whether a name is
    /// whole is asked of readable repositories only.
    /// </summary>
    public static string Matches(string id, string name, string pattern) =>
        $"""
        exists (select from repository n where n.id = {id} and (lower(n.name) = {name} or lower(n.name) like {pattern} and not exists (
          select from repository x where (@all or x.id = any(@readable)) and lower(x.name) = {name})))
        """;

    public static void AddTo(NpgsqlParameterCollection parameters, ReadableRepositories readable, SearchFilters filters)
    {
        parameters.AddReadable(readable);
        AddPatterns("", filters.Repositories);
        AddPatterns("not_", filters.NotRepositories);

        void AddPatterns(string prefix, IReadOnlyList<string> names)
        {
            parameters.AddWithValue(prefix + "names", names.Select(n => n.ToLowerInvariant()).ToArray());
            parameters.AddWithValue(prefix + "patterns", names.Select(RepositoryPattern.ToLike).ToArray());
        }
    }
}
