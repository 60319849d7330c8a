using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// What a search may find: readable repositories, narrowed by the filters. SECURITY: every statement that yields passages or places holds
/// <see cref="Contains"/> or <see cref="ReadableFiles"/> and these parameters, so that nothing else reaches the ranking (law 4).
/// </summary>
internal sealed record SearchScope
{
    /// <summary>Every repository is in scope: the caller reads all of them and none is filtered.</summary>
    public required bool AnyRepository { get; init; }

    /// <summary>Repositories in scope, where they are not all.</summary>
    public required long[] Repositories { get; init; }

    public required FileFilter Files { get; init; }

    public required long ChunkingId { get; init; }

    /// <summary>Passages of the repositories in scope, one for each repository that holds it.</summary>
    public long Passages { get; init; }

    /// <summary>The passages themselves, where they are few enough to be searched one by one.</summary>
    public long[]? PassageIds { get; init; }

    /// <summary>Places in scope: entries <c>t</c> of refs <c>f</c>.</summary>
    public const string ReadableFiles =
        "t.state = 'indexed' and (@any or f.repository_id = any(@repositories)) and " + FileFilter.RefCondition + " and " + FileFilter.Condition;

    private const string InFiles =
        $"""
        select from chunk c
        join chunked_blob b on b.id = c.chunked_blob_id and b.chunking_id = @chunking
        join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
        join ref f on f.id = t.ref_id
        where c.passage_id = p.id and {ReadableFiles}
        """;

    private const string InRepositories =
        "select from passage_repository v where v.passage_id = p.id and (@any or v.repository_id = any(@repositories))";

    /// <summary>Condition on <c>p.id</c>, which the planner may turn into a join.</summary>
    public string Contains => PassageIds is not null ? "p.id = any(@passages)" : $"exists ({Members})";

    /// <summary>Condition on <c>p.id</c> that is looked at row by row: a join would give up the order of an index scan.</summary>
    public string ContainsRow => PassageIds is not null ? "p.id = any(@passages)" : $"exists ({Members} offset 0)";

    private string Members => Files.IsEmpty ? InRepositories : InFiles;

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("any", AnyRepository);
        parameters.AddWithValue("repositories", Repositories);
        parameters.AddWithValue("chunking", ChunkingId);
        parameters.AddWithValue("passages", PassageIds ?? []);
        Files.AddTo(parameters);
    }
}
