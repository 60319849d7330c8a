using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Trigrams;

/// <summary>Writes one segment in the caller's transaction.</summary>
internal sealed class SegmentWriter(NpgsqlConnection connection)
{
    public async Task WriteAsync(long texts, IEnumerable<(int Bucket, ReadOnlyMemory<byte> Postings)> buckets, CancellationToken cancellationToken)
    {
        await using var make = new NpgsqlCommand("insert into trigram_segment (texts) values (@texts) returning id", connection);
        make.Parameters.AddWithValue("texts", texts);
        var segment = (long)(await make.ExecuteScalarAsync(cancellationToken))!;
        await using var copy = await connection.BeginBinaryImportAsync("copy trigram_posting (segment_id, bucket, postings) from stdin (format binary)", cancellationToken);
        foreach (var (bucket, postings) in buckets)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(segment, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(bucket, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(postings, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
