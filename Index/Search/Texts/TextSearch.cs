using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Julie.Index.Search.Conditions;
using Julie.Index.Segments;
using Julie.Index.Trigrams;
using Npgsql;

namespace Julie.Index.Search.Texts;

/// <summary>
/// Files in scope for which a condition with required texts holds: trigrams and SQL say which may, the patterns decide. A text holds of the whole
/// file; what is shown is where it stands.
/// </summary>
internal sealed class TextSearch
{
    private const int FirstPage = 200;
    private const int Page = 2_000;
    private const int Texts = 64;
    private const int MostMatches = 200_000;

    /// <summary>So many matches of all patterns in all texts that are looked at together are kept, and one of each pattern and text in any case: a query may hold hundreds of patterns.</summary>
    private const int MostMatchesAtOnce = 2_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly NpgsqlConnection _connection;
    private readonly ListReader _lists;
    private readonly SearchCondition _where;
    private readonly TextFileReader _files;
    private readonly TextPlaces? _places;
    private readonly TextEvaluator _evaluator;
    private readonly bool _asksPlaces;

    /// <param name="connection">In the search's transaction.</param>
    /// <param name="lists">Reads lists of trigrams.</param>
    /// <param name="scope">What may be found.</param>
    /// <param name="where">The filters' tree.</param>
    /// <param name="passages">Whether the passages are wanted.</param>
    public TextSearch(NpgsqlConnection connection, ListReader lists, SearchScope scope, SearchCondition where, bool passages)
    {
        (_connection, _lists, _where) = (connection, lists, ConditionTree.WithDefaultRefs(where));
        var sql = ConditionSql.OfFiles(_where);
        var places = ConditionTree.Atoms(_where).Where(a => a is PlaceCondition).ToArray();
        _files = new(connection, scope, sql);
        _asksPlaces = places.Length > 0;
        _places = passages || _asksPlaces ? new(connection, scope, places) : null;
        _evaluator = new(_where, sql.Atoms, places);
    }

    /// <summary>Whether trigrams narrow it down, so that it may lead.</summary>
    public bool IsSelective => ConditionTree.Trigrams(_where) is not TrigramQuery.Everything;

    /// <summary>Whether it was given up before the end: out of time, or a file that took too long.</summary>
    public bool Incomplete { get; private set; }

    /// <summary>Findings in the order of an answer.</summary>
    /// <param name="entries">Only these entries; null: any.</param>
    /// <param name="after">Only files behind it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<TextFinding> FindAsync(long[]? entries, TextFileKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var texts = await TrigramReader.FindAsync(_connection, _lists, ConditionTree.Trigrams(_where), cancellationToken);
        if (texts is [])
        {
            yield break;
        }

        for (var most = FirstPage; ; most = Page)
        {
            var files = await _files.ReadAsync(texts, entries, after, most, cancellationToken);
            foreach (var batch in files.Chunk(Texts))
            {
                foreach (var finding in await DecideAsync(batch, IsOver, cancellationToken))
                {
                    yield return finding;
                }

                if (Incomplete && IsOver())
                {
                    yield break;
                }
            }

            if (files.Count < most)
            {
                yield break;
            }

            after = files[^1].Key;
        }

        bool IsOver() => Stopwatch.GetElapsedTime(started) > Longest;
    }

    /// <summary>Of these files, in their order, those for which the condition holds; the first ones only where time is over.</summary>
    private async Task<List<TextFinding>> DecideAsync(TextFile[] files, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var texts = await ReadAsync([.. files.Select(f => f.TextId).Distinct()], cancellationToken);
        var found = new Dictionary<long, Dictionary<SearchCondition, List<TextRange>>>(texts.Count);
        var decided = new List<TextFinding>();
        var left = MostMatchesAtOnce;
        foreach (var file in files)
        {
            // A condition may hold no pattern at all.
            if (isOver() || (!found.ContainsKey(file.TextId) && !TryMatch(file.TextId)))
            {
                Incomplete = true;
                break;
            }

            var (holds, evidence) = _evaluator.Decide(file.Bits, [], found[file.TextId]);
            if (holds || _asksPlaces)
            {
                decided.Add(new(file, texts[file.TextId], evidence, []));
            }
        }

        return _places is null || decided.Count == 0 ? decided : await _places.DecideAsync(decided, (file, bits) => _evaluator.Decide(file.Bits, bits, found[file.TextId]), cancellationToken);

        bool TryMatch(long text)
        {
            var matches = new Dictionary<SearchCondition, List<TextRange>>(ReferenceEqualityComparer.Instance);
            foreach (var pattern in _evaluator.Patterns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isOver())
                {
                    return false;
                }

                matches[pattern] = Match(pattern, texts[text], Math.Clamp(left, 1, MostMatches));
                left -= matches[pattern].Count;
            }

            found[text] = matches;
            return true;
        }
    }

    private List<TextRange> Match(TextCondition condition, string text, int most)
    {
        try
        {
            return [.. condition.Pattern.Find(text, most).Select(m => new TextRange(m.Start, m.Length))];
        }
        catch (RegexMatchTimeoutException)
        {
            Incomplete = true;
            return [];
        }
    }

    private async Task<Dictionary<long, string>> ReadAsync(long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, text from source_text where id = any(@ids)", _connection);
        command.Parameters.AddWithValue("ids", ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new Dictionary<long, string>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            texts[reader.GetInt64(0)] = reader.GetString(1);
        }

        return texts;
    }
}
