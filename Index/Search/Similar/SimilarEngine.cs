using Julie.Index.Freshness;
using Julie.Index.Lexical;
using Julie.Index.Segments;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search.Similar;

/// <summary>
/// Places like a range of lines. Candidates are the nearest vectors and the passages with the same rare terms; what they share with the range in the
/// letter decides whether one is a copy.
/// </summary>
public sealed class SimilarEngine(NpgsqlDataSource dataSource, ListReader lists)
{
    /// <summary>A copy has at least so much of the range.</summary>
    public const double CloneOverlap = 0.8;

    private const int Depth = 200;

    /// <summary>Most alike first; the range itself is left out.</summary>
    public async Task<IReadOnlyList<SimilarHit>> SearchAsync(SimilarRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = Lines(request);
        var (repositories, terms) = (ScopeReader.Repositories(request.Space.ChunkingId, request.Readable, SearchFilters.None), WeightedTerms.Read(LexicalQuery.Parse(text, [])));
        var (graph, segments) = (HnswIndex.Find(request.Space.Id), ListReader.Segments(SegmentKind.Terms));
        await using var snapshot = await SearchSnapshot.OpenAsync(dataSource, "auto", [repositories, terms, segments, graph], cancellationToken);
        var connection = snapshot.Connection;
        var scope = await ScopeReader.NarrowAsync(connection, repositories.Answer, SearchEngine.DefaultSmallScope, cancellationToken);
        if (scope.PassageIds is [])
        {
            return [];
        }

        var own = await OwnAsync(connection, request, cancellationToken);
        var vector = Mean(own.Values.OfType<HalfVector>().ToList());
        var lexical = new LexicalRetriever(scope, terms.Answer, request.Space, vector, Depth, new(terms.Answer, lists, segments.Answer));
        IReadOnlyList<Neighbour> nearest = [];
        if (vector is null)
        {
            await connection.AskAsync(lexical.Statements, cancellationToken);
        }
        else
        {
            nearest = await new VectorRetriever(request.Space, graph.Answer, scope, vector).FindAsync(connection, Depth, lexical.Statements, cancellationToken);
        }

        var compared = vector is null ? Statement.Known<IReadOnlyList<Neighbour>>([]) : VectorRetriever.Compare(request.Space, vector, [.. own.Keys]);
        var byWord = await lexical.FindAsync(connection, compared, cancellationToken);
        var found = own.Keys.Select(id => new Neighbour(id, null)).Concat(byWord).Concat(nearest).Concat(compared.Answer)
            .GroupBy(n => n.PassageId, (id, n) => new FoundPassage(id, 0, new HashSet<string>(), n.Max(s => s.Similarity)));
        var candidates = await new CandidateReader(connection, scope).ReadAsync([.. found], SymbolRetriever.None, cancellationToken);
        var bodies = await connection.AskAsync(PassageBodies.Of([.. candidates.Select(c => c.Passage.Id)]), cancellationToken);
        var triples = TokenTriples.Of(text);
        var hits = candidates.Select(c => Hit(c, bodies[c.Passage.Id], triples, request)).Where(h => h is not null && (!request.Clones || h.IsClone))
            .OrderByDescending(h => h!.Hit.Score).ThenBy(h => h!.Hit.Repository, StringComparer.Ordinal).ThenBy(h => h!.Hit.Path, StringComparer.Ordinal).ThenBy(h => h!.Hit.StartLine)
            .Take(request.Limit).Select(h => h!).ToList();
        var stale = await connection.AskAsync(StaleRefs.Among([.. hits.Select(h => (h.Hit.RepositoryId, h.Hit.Ref)).Distinct()]), cancellationToken);
        return [.. hits.Select(h => h with { Hit = h.Hit with { Stale = stale.Contains((h.Hit.RepositoryId, h.Hit.Ref)) } })];
    }

    private static string Lines(SimilarRequest request)
    {
        var lines = new Texts.TextLines(request.File.Text);
        return string.Join('\n', Enumerable.Range(request.StartLine, request.EndLine - request.StartLine + 1).Select(lines.Line));
    }

    /// <summary>The passages that the range lies in, with their vectors.</summary>
    private static async Task<Dictionary<long, HalfVector?>> OwnAsync(NpgsqlConnection connection, SimilarRequest request, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select distinct on (c.passage_id) c.passage_id, v.embedding
            from ref f
            join tree_entry t on t.ref_id = f.id and path_key(t.path) = path_key(@path) and t.state = 'indexed'
            join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = @chunking
            join chunk c on c.chunked_blob_id = b.id and c.start_line <= @end and c.end_line >= @start
            left join {request.Space.Table} v on v.passage_id = c.passage_id
            -- SECURITY: FileTextReader found the file for this caller; it is looked at again all the same (law 4)
            where f.repository_id = @repository and f.name = @ref and (@all or f.repository_id = any(@readable))
            """,
            connection);
        command.Parameters.AddWithValue("path", request.File.Path);
        command.Parameters.AddWithValue("chunking", request.Space.ChunkingId);
        command.Parameters.AddWithValue("start", request.StartLine);
        command.Parameters.AddWithValue("end", request.EndLine);
        command.Parameters.AddWithValue("repository", request.File.RepositoryId);
        command.Parameters.AddWithValue("ref", request.File.Ref);
        command.Parameters.AddReadable(request.Readable);
        await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
        var own = new Dictionary<long, HalfVector?>();
        while (await reader.ReadAsync(cancellationToken))
        {
            own[reader.GetInt64(0)] = reader.IsDBNull(1) ? null : reader.GetFieldValue<HalfVector>(1);
        }

        return own;
    }

    private static HalfVector? Mean(List<HalfVector> vectors)
    {
        if (vectors.Count == 0)
        {
            return null;
        }

        var arrays = vectors.Select(v => v.ToArray()).ToList();
        return new HalfVector(Enumerable.Range(0, arrays[0].Length).Select(i => (Half)arrays.Average(a => (float)a[i])).ToArray());
    }

    private static SimilarHit? Hit(Candidate candidate, string body, HashSet<(string, string, string)> triples, SimilarRequest request)
    {
        // The passage may lie elsewhere too: those places are the copies.
        var place = candidate.Places.FirstOrDefault(p => !IsRange(p, request));
        if (place is null)
        {
            return null;
        }

        var overlap = TokenTriples.Overlap(triples, body);
        var score = candidate.Passage.Similarity is { } similarity ? (similarity + overlap) / 2 : overlap;
        return new(
            new(place.RepositoryId, place.Repository, place.Path, place.StartLine, place.EndLine, place.Symbol, place.Kind, place.Language, place.Commit, score, body,
                (int)Math.Min(candidate.Files - 1, int.MaxValue)) { Ref = place.Ref, Similarity = candidate.Passage.Similarity },
            overlap,
            overlap >= CloneOverlap);
    }

    private static bool IsRange(Place place, SimilarRequest request) =>
        place.RepositoryId == request.File.RepositoryId && place.Ref == request.File.Ref && place.Path == request.File.Path
        && place.StartLine <= request.EndLine && place.EndLine >= request.StartLine;
}
