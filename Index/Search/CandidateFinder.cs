using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Texts;
using Julie.Index.Segments;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>
/// From a query to the candidates that are ranked. Retrievers propose passages by words, vectors and names; every one of them gets both scores; and of the best the places are read.
/// </summary>
internal sealed class CandidateFinder(SearchRequest request, ListReader lists, int smallScope)
{
    private const int FewestProposed = 100;
    private const int MostProposed = 400;

    /// <summary>So many passages are candidates for each that a retriever proposes: places cost more than scores, and of what comes after them next to nothing gets among the first ten (decision 26).</summary>
    private const double Kept = 1.5;

    private readonly LexicalQuery _query = LexicalQuery.Parse(request.Text, request.Filters.Repositories);

    private readonly HalfVector? _vector =
        request.QueryVector is null || request.Mode == SearchMode.Lexical ? null : Halves.Of(request.QueryVector, request.Space.Dimensions, "the query");

    private readonly Statement<HnswIndex?> _graph =
        request.QueryVector is null || request.Mode == SearchMode.Lexical ? Statement.Known<HnswIndex?>(null) : HnswIndex.Find(request.Space.Id);

    private readonly Statement<SearchScope> _repositories = ScopeReader.Repositories(request.Space.ChunkingId, request.Readable, request.Filters);

    private readonly int _depth = Depth(request);

    /// <summary>How many each retriever proposes, more than asked for: the other scores, duplicates and the cap of one file reorder them.</summary>
    public static int Depth(SearchRequest request) => Math.Clamp(Wanted(request) * 5, FewestProposed, MostProposed);

    /// <summary>One more than is shown and was seen: it tells whether there are more.</summary>
    public static int Wanted(SearchRequest request) => Math.Min(Math.Clamp(request.Limit, 1, SearchEngine.MaxLimit) + request.Seen.Count, SearchEngine.MaxLimit) + 1;

    /// <summary>Opens a snapshot and finds what is ranked in it. The snapshot is the caller's to dispose of.</summary>
    public async Task<(SearchSnapshot Snapshot, FoundCandidates Found)> FindAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var terms = request.Mode == SearchMode.Semantic ? Statement.Known(WeightedTerms.None) : WeightedTerms.Read(_query);
        var segments = ListReader.Segments(SegmentKind.Terms);

        var snapshot = await SearchSnapshot.OpenAsync(dataSource, SearchSnapshot.PlansFor(new FileFilter(request.Filters).IsByLanguage), [_repositories, terms, segments, _graph], cancellationToken);
        try
        {
            return (snapshot, await FindAsync(snapshot, terms.Answer, new QueryPostings(terms.Answer, lists, segments.Answer), cancellationToken));
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    private async Task<FoundCandidates> FindAsync(SearchSnapshot snapshot, WeightedTerms terms, QueryPostings postings, CancellationToken cancellationToken)
    {
        var scope = await ScopeReader.NarrowAsync(snapshot.Connection, _repositories.Answer, smallScope, cancellationToken);
        if (scope.PassageIds is [])
        {
            return Nothing(scope, incomplete: false);
        }

        // Texts that are required say where to look, or, where they cannot, what of the found stays.
        var texts = request.Filters.Where is { } where && ConditionTree.HoldsText(where) ? new TextScope(snapshot.Connection, lists, scope, where) : null;
        if (texts is { Leads: true })
        {
            scope = await texts.NarrowAsync(cancellationToken);
            if (scope.PassageIds is [])
            {
                return Nothing(scope, texts.Incomplete);
            }
        }

        var lexical = new LexicalRetriever(scope, terms, request.Space, _vector, _depth, postings);
        var (ids, definitions, named, compared) = await ProposeAsync(snapshot.Connection, scope, lexical, cancellationToken);
        if (texts is { Leads: false })
        {
            (scope, ids) = await texts.KeepAsync(ids, cancellationToken);
            await snapshot.Connection.AskAsync(SearchSnapshot.Plan(scope.FitsAnyPlan), cancellationToken);
        }

        var similarities = compared.DistinctBy(n => n.PassageId).ToDictionary(n => n.PassageId, n => n.Similarity);
        var words = new QueryWords(_query, terms);
        var best = Best(ids, postings, similarities, words, id => definitions.Contains(id) || named.Contains(id));
        return new(_query, words, scope, await new CandidateReader(snapshot.Connection, scope).ReadAsync(best, definitions, cancellationToken))
        {
            HasVector = _vector is not null, Incomplete = texts?.Incomplete ?? false,
        };
    }

    /// <summary>What words, names and vectors propose, and how near that is to the query.</summary>
    private async Task<(long[] Proposed, ILookup<long, FoundSymbol> Definitions, long[] Named, IReadOnlyList<Neighbour> Compared)> ProposeAsync(
        NpgsqlConnection connection, SearchScope scope, LexicalRetriever lexical, CancellationToken cancellationToken)
    {
        var looksForNames = request is { Ranking: true, Mode: not SearchMode.Semantic };
        var definitions = looksForNames ? SymbolRetriever.Find(scope, _query, _depth) : Statement.Known(SymbolRetriever.None);
        var named = looksForNames ? FileRetriever.Find(scope, _query, _depth) : Statement.Known<long[]>([]);

        // What is in scope is known now, and with it which plans fit.
        IReadOnlyList<Statement> byWords = [SearchSnapshot.Plan(scope.FitsAnyPlan), definitions, named, .. lexical.Statements];
        IReadOnlyList<Neighbour> nearest = [];
        if (_vector is null)
        {
            await connection.AskAsync(byWords, cancellationToken);
        }
        else
        {
            nearest = await new VectorRetriever(request.Space, _graph.Answer, scope, _vector).FindAsync(connection, _depth, byWords, cancellationToken);
        }

        // A text or a symbol that is asked for by name is found without any word of the query; a file's first passage may not hold the text.
        var leading = scope.PassageIds is not null && request.Filters.Where is { } filter && ConditionTree.Leads(filter) ? scope.PassageIds.Take(_depth) : [];
        long[] byName = [.. definitions.Answer.Select(d => d.Key).Union(scope.PassageIds is { } all ? named.Answer.Intersect(all) : named.Answer).Union(leading)];
        var compared = _vector is null ? Statement.Known<IReadOnlyList<Neighbour>>([]) : VectorRetriever.Compare(request.Space, _vector, byName);
        var best = await lexical.FindAsync(connection, compared, cancellationToken);
        IReadOnlyList<Neighbour> found = [.. nearest, .. best];
        return ([.. found.Select(n => n.PassageId).Union(byName)], definitions.Answer, named.Answer, [.. found, .. compared.Answer]);
    }

    /// <summary>The best by what the passages say themselves, and all whose names were asked for.</summary>
    private List<FoundPassage> Best(
        long[] ids, QueryPostings postings, Dictionary<long, double?> similarities, QueryWords words, Func<long, bool> isNamed)
    {
        var score = new PassageScore(_query, words, request.Mode, _vector is not null, RankingWeights.Product);
        var scores = postings.Score(ids);
        return
        [
            .. ids.Select(id => new FoundPassage(id, scores[id].Bm25, scores[id].Words, similarities.GetValueOrDefault(id)))
                .OrderByDescending(passage => score.Of(passage).Passage).ThenBy(passage => passage.Id)
                .Where((passage, number) => number < Kept * _depth || isNamed(passage.Id)),
        ];
    }

    private FoundCandidates Nothing(SearchScope scope, bool incomplete) =>
        new(_query, new(_query, WeightedTerms.None), scope, []) { Incomplete = incomplete };
}
