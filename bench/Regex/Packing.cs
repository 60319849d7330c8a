using System.Diagnostics;
using System.Globalization;
using Julie.Index.Trigrams;
using Npgsql;

namespace Julie.Bench.Regex;

/// <summary>What the trigrams cost: all texts of the index packed anew, on an index that nothing else changes meanwhile.</summary>
internal static class Packing
{
    public static async Task RunAsync(string connectionString, TextWriter to)
    {
        await using NpgsqlDataSource index = NpgsqlDataSource.Create(connectionString);
        await using (NpgsqlCommand forget = index.CreateCommand("delete from trigram_segment; insert into unpacked_text (source_text_id) select id from source_text on conflict do nothing"))
        {
            await forget.ExecuteNonQueryAsync();
        }

        await using (NpgsqlConnection connection = await index.OpenConnectionAsync())
        await using (NpgsqlCommand vacuum = new("vacuum full trigram_posting", connection))
        {
            await vacuum.ExecuteNonQueryAsync();
        }

        long start = Stopwatch.GetTimestamp();
        int texts = await new TrigramPacker(index).PackAsync(1, CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using NpgsqlCommand sizes = index.CreateCommand(
            """
            select sum(octet_length(text)), pg_total_relation_size('source_text'), pg_total_relation_size('trigram_posting'), (select count(*) from trigram_segment), (select count(*) from chunk),
              pg_total_relation_size('passage')
            from source_text
            """);
        await using NpgsqlDataReader reader = await sizes.ExecuteReaderAsync();
        await reader.ReadAsync();
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{texts} texts of {reader.GetInt64(0) / 1e6:F1} MB packed in {seconds:F2} s ({seconds * 1e6 / reader.GetInt64(4):F0} µs a chunk) into {reader.GetInt64(3)} segments; texts take {reader.GetInt64(1) / 1e6:F1} MB, postings {reader.GetInt64(2) / 1e6:F1} MB, passages {reader.GetInt64(5) / 1e6:F1} MB"));
    }
}
