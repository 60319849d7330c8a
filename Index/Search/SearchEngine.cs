using Julie.Index.Freshness;
using Julie.Index.Ranking;
using Julie.Index.Search.Conditions;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Hybrid search: vectors, code terms and symbols, fused.</summary>
public sealed class SearchEngine(NpgsqlDataSource dataSource, ListReader lists)
{
    /// <summary>The most hits that one search gives.</summary>
    public const int MaxLimit = 200;

    private const int SpareForDuplicates = 20;

    /// <summary>More passages in scope than these are never compared one by one.</summary>
    internal const int DefaultSmallScope = 100_000;

    /// <summary>The same; tests take less, for the ways of a large scope.</summary>
    internal int SmallScope { get; init; } = DefaultSmallScope;

    /// <summary>Searches one state of the index: every statement runs in one REPEATABLE READ transaction (law 3).</summary>
    /// <exception cref="ArgumentException">The query's vector is not of the space: another length, zero, or not finite.</exception>
    public async Task<SearchOutcome> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (snapshot, found) = await new CandidateFinder(request, lists, SmallScope).FindAsync(dataSource, cancellationToken);
        await using var opened = snapshot;
        if (found.Scope.PassageIds is [])
        {
            return new([], 1) { Incomplete = found.Incomplete };
        }

        var limit = Math.Clamp(request.Limit, 1, MaxLimit);
        var wanted = CandidateFinder.Wanted(request);

        // A few more than asked for, because near-duplicates become one.
        var ranked = new Ranker(found.Query, found.Words, request, found.HasVector, RankingWeights.Product).Rank(found.Candidates, wanted + SpareForDuplicates);
        ranked = request.Ranking ? NearDuplicates.Needed(ranked, wanted) : [.. ranked.Take(wanted)];
        var texts = PassageBodies.Of([.. ranked.Select(r => r.Candidate.Passage.Id)]);
        var coverage = CoverageReader.Of(request.Space, found.Scope);
        var stale = StaleRefs.Among([.. ranked.Select(r => (r.Place.RepositoryId, r.Place.Ref)).Distinct()]);
        await snapshot.AskLastAsync([texts, coverage, stale], cancellationToken);
        var bodies = texts.Answer;
        var shown = (request.Ranking ? NearDuplicates.Collapse(ranked, bodies, wanted) : [.. ranked.Select(r => (r, (IReadOnlyList<Place>)[]))])
            .Where(r => !request.Seen.Contains(SearchHit.IdOf(r.Hit.Place.RepositoryId, r.Hit.Place.Ref, r.Hit.Place.Path))).ToList();
        var more = shown.Count > limit && limit + request.Seen.Count < MaxLimit;
        shown = shown[..Math.Min(limit, shown.Count)];
        var patterns = request.Filters.Where is null ? [] : ConditionTree.Wanted(request.Filters.Where).ToArray();
        return new(
            [
                .. shown.Select(r => SearchHit.Of(r.Hit, r.Copies, bodies[r.Hit.Candidate.Passage.Id]) with
                {
                    Stale = stale.Answer.Contains((r.Hit.Place.RepositoryId, r.Hit.Place.Ref)),
                    Lines = SnippetLines.Of(bodies[r.Hit.Candidate.Passage.Id], r.Hit.Place.StartLine, patterns),
                }),
            ],
            coverage.Answer) { Facets = Facets.Of(found.Candidates), More = more, Incomplete = found.Incomplete };
    }

    /// <summary>What is ranked for a search, without ranking it: the weights are fitted on this.</summary>
    internal async Task<FoundCandidates> FindAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var (snapshot, found) = await new CandidateFinder(request, lists, SmallScope).FindAsync(dataSource, cancellationToken);
        await snapshot.DisposeAsync();
        return found;
    }
}
