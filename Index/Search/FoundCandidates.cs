using Julie.Index.Lexical;
using Julie.Index.Ranking;

namespace Julie.Index.Search;

/// <summary>What is ranked, and by what.</summary>
/// <param name="Query">The query's words.</param>
/// <param name="Words">The words, weighted, to compare names with.</param>
/// <param name="Scope">Where was looked.</param>
/// <param name="Candidates">The passages.</param>
internal sealed record FoundCandidates(LexicalQuery Query, QueryWords Words, SearchScope Scope, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The query has a vector.</summary>
    public bool HasVector { get; init; }

    /// <summary>A required text had more places than are looked at.</summary>
    public bool Incomplete { get; init; }
}
