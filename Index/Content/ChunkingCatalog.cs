using Npgsql;

namespace Julie.Index.Content;

/// <summary>Chunkings by what they are.</summary>
public sealed class ChunkingCatalog(NpgsqlDataSource dataSource)
{
    /// <summary>Key of the chunking, made on first use.</summary>
    public async Task<long> EnsureAsync(Chunking chunking, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunking);
        await using var command = dataSource.CreateCommand(
            """
            with made as (
              insert into chunking (version, tokenizer, target_tokens, limit_tokens)
              select @version, @tokenizer, @target, @limit
              where not exists (select from chunking where (version, tokenizer, target_tokens, limit_tokens) = (@version, @tokenizer, @target, @limit))
              -- updates nothing, but returns the row that another service made meanwhile
              on conflict (version, tokenizer, target_tokens, limit_tokens) do update set version = excluded.version
              returning id)
            select id from made
            union all
            select id from chunking where (version, tokenizer, target_tokens, limit_tokens) = (@version, @tokenizer, @target, @limit)
            limit 1
            """);
        command.Parameters.AddWithValue("version", chunking.Version);
        command.Parameters.AddWithValue("tokenizer", chunking.Tokenizer);
        command.Parameters.AddWithValue("target", chunking.TargetTokens);
        command.Parameters.AddWithValue("limit", chunking.LimitTokens);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
