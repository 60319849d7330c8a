using Julie.Index.Catalog;
using Julie.Index.Search.Conditions;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// What a search may find: readable repositories, narrowed by the filters. SECURITY: every statement that yields passages or places holds
/// <see cref="Contains"/> or <see cref="ReadableFiles"/> and these parameters, so that nothing else reaches the ranking (law 4).
/// </summary>
internal sealed record SearchScope
{
    /// <summary>Every repository of the snapshot is in scope: the caller reads all of them and none is filtered.</summary>
    public required bool AnyRepository { get; init; }

    /// <summary>Repositories in scope, where they are not all.</summary>
    public required long[] Repositories { get; init; }

    public required FileFilter Files { get; init; }

    /// <summary>What the caller may read, for conditions that ask for a repository's name.</summary>
    public required ReadableRepositories Readable { get; init; }

    public required long ChunkingId { get; init; }

    /// <summary>Passages of the repositories in scope, one for each repository that holds it.</summary>
    public long Passages { get; init; }

    /// <summary>Passages of the whole index.</summary>
    public long Total { get; init; }

    /// <summary>The share of the index that is in scope, as well as it is known: of filtered files, where they are many, a sample says it.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The passages themselves, in ascending order, where they are few enough to be searched one by one.</summary>
    public long[]? PassageIds { get; init; }

    /// <summary>The only entries in scope, where required texts decided that; null: not decided by texts.</summary>
    public long[]? Entries { get; init; }

    /// <summary>Places in scope: entries <c>t</c> of refs <c>f</c>.</summary>
    public string ReadableFiles => Readables(Files.Condition);

    /// <summary>The same where the filters' tree is written otherwise.</summary>
    public string ReadableFilesWith(ConditionSql where) => Readables(Files.ConditionWith(where));

    private string Readables(string condition) =>
        $"t.state = 'indexed' and {HoldsRepository("f.repository_id")} and {condition}{(Entries is null ? "" : " and t.id = any(@entries)")}";

    private string InFiles =>
        $"""
        select from chunk c
        join chunked_blob b on b.id = c.chunked_blob_id and b.chunking_id = @chunking
        join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
        join ref f on f.id = t.ref_id
        where c.passage_id = p.id and {ReadableFiles}
        """;

    private string InRepositories => $"select from passage_repository v where v.passage_id = p.id and {HoldsPassage}";

    /// <summary>Whether plans that were made once fit: statements start from a few passages or names (but for one, see <see cref="VectorRetriever"/>), unless the entries are a list that a plan would hash.</summary>
    public bool FitsAnyPlan => Entries is null;

    /// <summary>Condition on a column that holds a repository's key.</summary>
    public string HoldsRepository(string repository) => AnyRepository ? "true" : $"{repository} = any(@repositories)";

    /// <summary>Condition on <c>p.id</c>, which the planner may turn into a join.</summary>
    public string Contains => $"exists ({Members})";

    /// <summary>Condition on <c>p.id</c> that is looked at row by row: a join would give up the order of an index scan.</summary>
    public string ContainsRow => $"exists ({Members} offset 0)";

    /// <summary>Condition on the <c>p.id</c> of a few rows. A long list is looked through for each, unless the plan is made for it.</summary>
    public string ContainsFew => FitsAnyPlan || PassageIds is null ? ContainsRow : "p.id = any(@passages)";

    /// <summary>Statement that yields the <c>passage_id</c> of what is in scope, some more than once.</summary>
    public string AllPassages => IsByLanguage
        ? $"select v.passage_id from passage_repository v where {HoldsPassage}"
        : $"""
          select c.passage_id
          from tree_entry t
          join ref f on f.id = t.ref_id
          join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = @chunking
          join chunk c on c.chunked_blob_id = b.id
          where {ReadableFiles}
          """;

    /// <summary>Condition on <c>v</c>, who may find a passage, where <see cref="IsByLanguage"/>.</summary>
    private string HoldsPassage => $"{HoldsRepository("v.repository_id")} and {Files.HoldsLanguage("v.language")}";

    /// <summary>Whether it is known without a look at files which passages are in scope.</summary>
    private bool IsByLanguage => Entries is null && Files.IsByLanguage;

    private string Members => IsByLanguage ? InRepositories : InFiles;

    public void AddTo(NpgsqlParameterCollection parameters, ConditionSql? where = null)
    {
        parameters.AddReadable(Readable);
        parameters.AddWithValue("repositories", Repositories);
        parameters.AddWithValue("chunking", ChunkingId);
        parameters.AddWithValue("passages", PassageIds ?? []);
        parameters.AddWithValue("entries", Entries ?? []);
        Files.AddTo(parameters, where);
    }
}
