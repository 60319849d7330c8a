using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The terms of a query that the index holds, with their BM25 weights.</summary>
/// <param name="Terms">Terms.</param>
/// <param name="Weights">Weight of each: inverse document frequency times the query's own weight.</param>
/// <param name="Passages">How many passages hold each.</param>
/// <param name="Of">The typed term that each is a form of; itself for a typed one.</param>
/// <param name="AverageLength">Terms of an average passage.</param>
/// <param name="Total">Passages of the index.</param>
internal sealed record WeightedTerms(string[] Terms, double[] Weights, long[] Passages, string[] Of, double AverageLength, long Total)
{
    /// <summary>What no passage holds.</summary>
    private const string NoTerm = " ";

    /// <summary>No terms: nothing is searched by word.</summary>
    public static WeightedTerms None { get; } = new([], [], [], [], 1, 0);

    public bool IsEmpty => Terms.Length == 0;

    /// <summary>
    /// Weight of a word by the rarity of it, or, where the index holds other forms only, of the commonest of those; null where it holds none.
    /// </summary>
    public double? WeightOf(string word)
    {
        double? forms = null;
        for (var i = 0; i < Terms.Length; i++)
        {
            if (Terms[i] == word)
            {
                return Weights[i];
            }

            if (Of[i] == word)
            {
                forms = Math.Min(forms ?? double.MaxValue, Weights[i] / LexicalQuery.FormWeight);
            }
        }

        return forms;
    }

    /// <summary>Asks the index which terms of a query it holds, and how rare they are.</summary>
    public static Statement<WeightedTerms> Read(LexicalQuery query)
    {
        var statement = new Statement<WeightedTerms>(
            "select c.passages, c.length, t.term, t.passages from corpus c left join term t on t.term = any(@terms) where c.id = 1",
            async (reader, token) =>
            {
                var frequencies = new Dictionary<string, long>(StringComparer.Ordinal);
                var (total, length) = (0L, 0L);
                while (await reader.ReadAsync(token))
                {
                    (total, length) = (reader.GetInt64(0), reader.GetInt64(1));
                    if (!reader.IsDBNull(2))
                    {
                        frequencies[reader.GetString(2)] = reader.GetInt64(3);
                    }
                }

                return Weigh(query, frequencies, total, length);
            });
        statement.Parameters.AddWithValue("terms", query.Terms.Select(t => t.Term).ToArray());
        return statement;
    }

    private static WeightedTerms Weigh(LexicalQuery query, Dictionary<string, long> frequencies, long total, long length)
    {
        var known = query.Terms.Where(t => frequencies.ContainsKey(t.Term)).ToArray();
        return new(
            [.. known.Select(t => t.Term)],
            [.. known.Select(t => t.Weight * Idf(t))],
            [.. known.Select(t => frequencies[t.Term])],
            [.. known.Select(t => t.Of)],
            Math.Max(1, (double)length / Math.Max(1, total)),
            total);

        // A rare form of a common word is not a rare word.
        double Idf(QueryTerm term) => Math.Min(
            Bm25.Idf(frequencies[term.Term], total), frequencies.TryGetValue(term.Of, out var typed) ? Bm25.Idf(typed, total) : double.MaxValue);
    }

    /// <summary>Adds what <see cref="Bm25.Frequencies"/> needs.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddTsQueries("terms", [.. Terms.Concat(Enumerable.Repeat(NoTerm, Bm25.Padded(Terms.Length) - Terms.Length)).Select(Lexeme)]);
        parameters.AddWithValue("steps", Bm25.FrequencySteps);
    }

    /// <summary>A term as tsquery reads it. Terms hold letters, digits and underscores only: nothing to escape.</summary>
    public static string Lexeme(string term) => $"'{term}'";
}
