using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Trigrams;

/// <summary>Packs the trigrams of new texts.</summary>
public sealed class TrigramPacker(NpgsqlDataSource dataSource) : SegmentPacker(dataSource, SegmentKind.Trigrams, fewest: 64, most: 4096)
{
    private const int ReadBatch = 128;

    private protected override async Task ReadAsync(NpgsqlConnection connection, long[] items, KeyVisitor visit, CancellationToken cancellationToken)
    {
        var trigrams = new HashSet<uint>();
        foreach (var batch in items.Chunk(ReadBatch))
        {
            await using var command = new NpgsqlCommand("select id, text from source_text where id = any(@ids)", connection);
            command.Parameters.AddWithValue("ids", batch);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var number = Array.BinarySearch(items, reader.GetInt64(0));
                trigrams.Clear();
                Trigram.AddTo(trigrams, reader.GetString(1));
                foreach (var trigram in trigrams)
                {
                    visit(number, trigram, 0);
                }
            }
        }
    }
}
