using Julie.Index.Freshness;
using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Texts;
using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Hybrid search: vectors, code terms and symbols, fused.</summary>
public sealed class SearchEngine(NpgsqlDataSource dataSource)
{
    /// <summary>The most hits that one search gives.</summary>
    public const int MaxLimit = 200;

    private const int SpareForDuplicates = 20;

    /// <summary>Planning costs more than most statements.</summary>
    private const string GenericPlans = "force_generic_plan";

    /// <summary>What a filter on files keeps, and a list of passages that is to be hashed, are what a plan has to be made for each time.</summary>
    private const string CustomPlans = "force_custom_plan";

    /// <summary>More passages in scope than these are never compared one by one.</summary>
    internal const int DefaultSmallScope = 20_000;

    /// <summary>The same; tests take less, for the ways of a large scope.</summary>
    internal int SmallScope { get; init; } = DefaultSmallScope;

    /// <summary>Searches one state of the index: every statement runs in one REPEATABLE READ transaction (law 3).</summary>
    /// <exception cref="ArgumentException">The query's vector is not of the space: another length, zero, or not finite.</exception>
    public async Task<SearchOutcome> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var snapshot = await OpenAsync(request, cancellationToken);
        var limit = Math.Clamp(request.Limit, 1, MaxLimit);
        var wanted = Wanted(request);
        var found = await FindAsync(snapshot, request, cancellationToken);
        if (found.Scope.PassageIds is [])
        {
            return new([], 1) { Incomplete = found.Incomplete };
        }

        // A few more than asked for, because near-duplicates become one.
        var ranked = new Ranker(found.Query, new(found.Query, found.Terms), request, found.HasVector, RankingWeights.Product).Rank(found.Candidates, wanted + SpareForDuplicates);
        var (bodies, (coverage, stale)) = await snapshot.BothAsync(
            one => PassageBodies.ReadAsync(one, [.. ranked.Select(r => r.Candidate.PassageId)], cancellationToken),
            async other => (
                await CoverageReader.ReadAsync(other, request.Space, found.Scope, cancellationToken),
                await StaleRefs.ReadAsync(other, [.. ranked.Select(r => (r.Place.RepositoryId, r.Place.Ref)).Distinct()], cancellationToken)));
        var shown = (request.Ranking ? NearDuplicates.Collapse(ranked, bodies, wanted) : [.. ranked.Take(wanted).Select(r => (r, (IReadOnlyList<Place>)[]))])
            .Where(r => !request.Seen.Contains(SearchHit.IdOf(r.Hit.Place.RepositoryId, r.Hit.Place.Ref, r.Hit.Place.Path))).ToList();
        var more = shown.Count > limit && limit + request.Seen.Count < MaxLimit;
        shown = shown[..Math.Min(limit, shown.Count)];
        var patterns = request.Filters.Where is null ? [] : ConditionTree.Wanted(request.Filters.Where).ToArray();
        return new(
            [
                .. shown.Select(r => SearchHit.Of(r.Hit, r.Copies, bodies[r.Hit.Candidate.PassageId]) with
                {
                    Stale = stale.Contains((r.Hit.Place.RepositoryId, r.Hit.Place.Ref)),
                    Lines = SnippetLines.Of(bodies[r.Hit.Candidate.PassageId], r.Hit.Place.StartLine, patterns),
                }),
            ],
            coverage) { Facets = Facets.Of(found.Candidates), More = more, Incomplete = found.Incomplete };
    }

    /// <summary>What is ranked for a search, without ranking it: the weights are fitted on this.</summary>
    internal async Task<FoundCandidates> FindAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        await using var snapshot = await OpenAsync(request, cancellationToken);
        return await FindAsync(snapshot, request, cancellationToken);
    }

    private async Task<FoundCandidates> FindAsync(SearchSnapshot snapshot, SearchRequest request, CancellationToken cancellationToken)
    {
        var connection = snapshot.First;
        var query = LexicalQuery.Parse(request.Text, request.Filters.Repositories);
        var vector = request.QueryVector is null || request.Mode == SearchMode.Lexical ? null : Halves.Of(request.QueryVector, request.Space.Dimensions, "the query");
        var scope = await ScopeReader.ReadAsync(connection, request, SmallScope, cancellationToken);
        if (scope.PassageIds is [])
        {
            return new(query, WeightedTerms.None, scope, []);
        }

        await snapshot.PlanAsync(scope is { PassageIds: null, Files.IsEmpty: true } ? GenericPlans : CustomPlans, cancellationToken);

        // Texts that are required say where to look, or, where they cannot, what of the found stays.
        var texts = request.Filters.Where is { } where && ConditionTree.HoldsText(where) ? new TextScope(connection, scope, where) : null;
        if (texts is { Leads: true })
        {
            scope = await texts.NarrowAsync(cancellationToken);
            if (scope.PassageIds is [])
            {
                return new(query, WeightedTerms.None, scope, []) { Incomplete = texts.Incomplete };
            }
        }

        var depth = Depth(request);
        var byName = request is { Ranking: true, Mode: not SearchMode.Semantic };
        var terms = request.Mode == SearchMode.Semantic ? WeightedTerms.None : await WeightedTerms.ReadAsync(connection, query, cancellationToken);
        var ((lexical, definitions, named), nearest) = await snapshot.BothAsync(
            async one => (
                await new LexicalRetriever(one, scope, terms).FindAsync(depth, cancellationToken),
                byName ? await new SymbolRetriever(one, scope).FindAsync(query, depth, cancellationToken) : Array.Empty<FoundSymbol>().ToLookup(f => f.PassageId),
                byName ? await new FileRetriever(one, scope).FindAsync(query, depth, cancellationToken) : []),
            async other => vector is null ? [] : await new VectorRetriever(other, request.Space, scope).FindAsync(vector, depth, cancellationToken));

        // A text or a symbol that is asked for by name is found without any word of the query; a file's first passage may not hold the text.
        var leading = scope.PassageIds is not null && request.Filters.Where is { } filter && ConditionTree.Leads(filter) ? scope.PassageIds.Take(depth) : [];
        long[] ids = [.. lexical.Union(nearest).Union(definitions.Select(d => d.Key)).Union(scope.PassageIds is { } all ? named.Intersect(all) : named).Union(leading)];
        if (texts is { Leads: false })
        {
            (scope, ids) = await texts.KeepAsync(ids, cancellationToken);
        }

        var candidates = await new CandidateReader(snapshot, request.Space, scope).ReadAsync(ids, terms, vector, definitions, cancellationToken);
        return new(query, terms, scope, candidates) { HasVector = vector is not null, Incomplete = texts?.Incomplete ?? false };
    }

    /// <summary>How many each retriever finds, more than asked for: the other scores, duplicates and the cap of one file reorder them.</summary>
    internal static int Depth(SearchRequest request) => Math.Clamp(Wanted(request) * 5, 100, 400);

    /// <summary>One more than is shown and was seen: it tells whether there are more.</summary>
    private static int Wanted(SearchRequest request) => Math.Min(Math.Clamp(request.Limit, 1, MaxLimit) + request.Seen.Count, MaxLimit) + 1;

    /// <summary>With the plans that the scope is likely to want: it is not known yet, and to change them takes a round trip.</summary>
    private Task<SearchSnapshot> OpenAsync(SearchRequest request, CancellationToken cancellationToken) => SearchSnapshot.OpenAsync(
        dataSource,
        request.Readable.All && request.Filters.Repositories.Count == 0 && new FileFilter(request.Filters).IsEmpty ? GenericPlans : CustomPlans,
        request.QueryVector is not null && request.Mode != SearchMode.Lexical,
        cancellationToken);
}
