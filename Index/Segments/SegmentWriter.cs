using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Segments;

/// <summary>Writes one segment in the caller's transaction.</summary>
internal sealed class SegmentWriter(NpgsqlConnection connection, SegmentKind kind)
{
    public async Task<long> CreateAsync(long items, CancellationToken cancellationToken)
    {
        await using var make = new NpgsqlCommand($"insert into {kind.Name}_segment (items) values (@items) returning id", connection);
        make.Parameters.AddWithValue("items", items);
        return (long)(await make.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Adds buckets to a segment, which has none of them yet.</summary>
    public async Task AddAsync(long segment, IEnumerable<(int Bucket, ReadOnlyMemory<byte> Postings)> buckets, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {kind.Name}_posting (segment_id, bucket, postings) from stdin (format binary)", cancellationToken);
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
