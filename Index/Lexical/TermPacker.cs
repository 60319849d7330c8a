using Julie.Index.Segments;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Lexical;

/// <summary>Packs the terms of new passages.</summary>
public sealed class TermPacker(NpgsqlDataSource dataSource) : SegmentPacker(dataSource, SegmentKind.Terms, fewest: 128, most: 16_384)
{
    private const int ReadBatch = 1024;

    private protected override async Task ReadAsync(NpgsqlConnection connection, long[] items, KeyVisitor visit, CancellationToken cancellationToken)
    {
        foreach (var batch in items.Chunk(ReadBatch))
        {
            await using var command = new NpgsqlCommand("select id, length, terms from passage where id = any(@ids)", connection);
            command.Parameters.AddWithValue("ids", batch);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var number = Array.BinarySearch(items, reader.GetInt64(0));
                foreach (var (key, weight) in TermImpact.Of(reader.GetFieldValue<NpgsqlTsVector>(2), reader.GetInt32(1)))
                {
                    visit(number, key, weight);
                }
            }
        }
    }
}
