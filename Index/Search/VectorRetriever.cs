using System.Globalization;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>The passages nearest to a query's vector.</summary>
/// <param name="space">Whose vectors.</param>
/// <param name="graph">The space's graph, if there is one.</param>
/// <param name="scope">Where they lie.</param>
/// <param name="query">The query's vector.</param>
internal sealed class VectorRetriever(Space space, HnswIndex? graph, SearchScope scope, HalfVector query)
{
    /// <summary>The cosine of <c>v.embedding</c> and <c>@query</c>.</summary>
    public const string Cosine = "1 - (v.embedding <=> @query)";

    /// <summary>The same of <c>p.embedding</c>: conditions of a scope are on <c>p</c>.</summary>
    private const string CosineOfPassage = "1 - (p.embedding <=> @query)";

    /// <summary>So many candidates of the graph are kept for each wanted one: of the ten nearest two find 98 % among 100,000 passages and less than 97 % among a million (docs/benchmarks.md).</summary>
    private const int Breadth = 2;

    private const int BreadthOfLarge = 3;

    /// <summary>From so many passages on an index is large.</summary>
    private const long Large = 500_000;

    /// <summary>pgvector keeps no more.</summary>
    private const int MostBreadth = 1000;

    /// <summary>Whether the graph is searched, and not every passage.</summary>
    public bool IsThroughIndex => scope.PassageIds is null && graph is { IsValid: true };

    /// <summary>The nearest passages in scope. Fewer than <paramref name="count"/> only where the scope holds no more vectors.</summary>
    /// <param name="connection">Where it is asked.</param>
    /// <param name="count">How many.</param>
    /// <param name="before">Is asked before, in the same round trip.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Neighbour>> FindAsync(NpgsqlConnection connection, int count, IReadOnlyList<Statement> before, CancellationToken cancellationToken)
    {
        var scan = IsThroughIndex ? Nearest(All, scope.ContainsRow, "p.embedding <=> @query", count) : Exactly(count);
        await connection.AskAsync([.. before, .. IsThroughIndex ? ThroughIndex(scan, count) : OneByOne(scan)], cancellationToken);
        if (scan.Answer.Count >= count || !IsThroughIndex)
        {
            return scan.Answer;
        }

        // The graph may have been searched to its limit without meeting enough of the scope: an exact scan does not under-return.
        var exact = Exactly(count);
        await connection.AskAsync(OneByOne(exact), cancellationToken);
        return exact.Answer;
    }

    /// <summary>The nearest passages in scope, by comparing all of them. In the order of what is selected: that is computed once, and no index serves it.</summary>
    public Statement<IReadOnlyList<Neighbour>> Exactly(int count)
    {
        const string order = $"{CosineOfPassage} desc";
        if (scope.PassageIds is not { } ids)
        {
            return Nearest(All, scope.Contains, order, count);
        }

        var statement = Nearest(
            $"select v.passage_id as id, v.embedding from {KeyRuns.Relation} cross join lateral (select * from {space.Table} s where s.passage_id between r.first and r.last offset 0) v",
            "true", order, count);
        KeyRuns.Of(ids).AddTo(statement.Parameters);
        return statement;
    }

    /// <summary>Cosines of some passages; what has no vector is left out.</summary>
    public static Statement<IReadOnlyList<Neighbour>> Compare(Space space, HalfVector query, long[] passages)
    {
        if (passages.Length == 0)
        {
            return Statement.Known<IReadOnlyList<Neighbour>>([]);
        }

        var statement = new Statement<IReadOnlyList<Neighbour>>($"select v.passage_id, {Cosine} from {space.Table} v where v.passage_id = any(@passages)", ReadAsync);
        statement.Parameters.AddWithValue("query", query);
        statement.Parameters.AddWithValue("passages", passages);
        return statement;
    }

    /// <summary>So many candidates of the graph are kept (<c>hnsw.ef_search</c>).</summary>
    internal static int BreadthOf(long total, int count) => Math.Min((total < Large ? Breadth : BreadthOfLarge) * count, MostBreadth);

    /// <summary>The settings, without which the planner may prefer to sort everything, the scan that goes on until enough rows pass, and the settings undone.</summary>
    private Statement[] ThroughIndex(Statement scan, int count) =>
    [
        Statement.Settings(
            ("hnsw.ef_search", BreadthOf(scope.Total, count).ToString(CultureInfo.InvariantCulture)),
            ("hnsw.iterative_scan", "relaxed_order"), ("hnsw.max_scan_tuples", "40000"), ("enable_seqscan", "off"), ("enable_sort", "off")),
        scan,
        Statement.Settings(("enable_seqscan", "on"), ("enable_sort", "on")),
    ];

    /// <summary>What a filter keeps of all passages decides how they are joined: the one statement that no plan made once fits.</summary>
    private Statement[] OneByOne(Statement scan) => scope.PassageIds is null && !scope.Files.IsEmpty
        ? [SearchSnapshot.Plan(any: false), scan, SearchSnapshot.Plan(scope.FitsAnyPlan)]
        : [scan];

    private string All => $"select passage_id as id, embedding from {space.Table}";

    private Statement<IReadOnlyList<Neighbour>> Nearest(string passages, string condition, string order, int count)
    {
        var statement = new Statement<IReadOnlyList<Neighbour>>(
            $"""
            select p.id, {CosineOfPassage} from ({passages}) p
            where {condition}
            order by {order} limit @count
            """,
            ReadAsync);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("query", query);
        statement.Parameters.AddWithValue("count", count);
        return statement;
    }

    /// <summary>Reads keys and cosines.</summary>
    public static async Task<IReadOnlyList<Neighbour>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new List<Neighbour>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetDouble(1)));
        }

        return found;
    }
}
