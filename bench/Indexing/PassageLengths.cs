using Npgsql;

namespace Julie.Bench.Indexing;

/// <summary>Distribution of passage lengths in tokens, and the limit of the chunking.</summary>
internal sealed record Lengths(int Least, int P10, int P50, int P90, int P99, int Longest, int Limit);

internal sealed class PassageLengths(NpgsqlDataSource index)
{
    public async Task<Lengths> OfAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = index.CreateCommand(
            """
            select min(c.tokens), percentile_disc(0.1) within group (order by c.tokens), percentile_disc(0.5) within group (order by c.tokens),
                   percentile_disc(0.9) within group (order by c.tokens), percentile_disc(0.99) within group (order by c.tokens),
                   max(c.tokens), min(k.limit_tokens)
            from ref r
            join tree_entry e on e.ref_id = r.id and e.state = 'indexed'
            join chunked_blob b on b.blob_id = e.blob_id and b.language = e.language
            join chunking k on k.id = b.chunking_id
            join chunk c on c.chunked_blob_id = b.id
            where r.repository_id = $1 and r.is_default
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = repositoryId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Lengths(
            reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6));
    }
}
