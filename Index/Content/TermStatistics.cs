using System.Runtime.InteropServices;
using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>Document frequencies for BM25, over all passages that are stored.</summary>
internal static class TermStatistics
{
    /// <summary>
    /// Counts new passages in. Last in the transaction: these rows are hot, and their locks end with the commit that follows. Terms go
    /// in order, so that two writers never deadlock.
    /// </summary>
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<TermVector> passages, CancellationToken cancellationToken)
    {
        if (passages.Count == 0)
        {
            return;
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var term in passages.SelectMany(p => p.Terms))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }

        await using var command = new NpgsqlCommand(
            """
            with counted as (
              insert into term (term, passages)
              select n.term, n.passages from unnest(@terms, @counts) n(term, passages) order by n.term collate "C"
              on conflict (term) do update set passages = term.passages + excluded.passages)
            update corpus set passages = passages + @passages, length = length + @length where id = 1
            """,
            connection);
        command.Parameters.AddWithValue("terms", counts.Keys.ToArray());
        command.Parameters.AddWithValue("counts", counts.Values.ToArray());
        command.Parameters.AddWithValue("passages", (long)passages.Count);
        command.Parameters.AddWithValue("length", passages.Sum(p => (long)p.Length));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
