using Npgsql;
using Pgvector;

namespace Julie.Index.Spaces;

/// <summary>Vectors of a space.</summary>
public sealed class VectorStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Stores the vectors and ends their work, in one transaction; a passage that has a vector keeps it. Returns how many were new.
    /// </summary>
    /// <exception cref="ArgumentException">A vector has another dimension, is zero, or holds NaN or an infinity: nothing is written.</exception>
    public async Task<int> WriteAsync(
        Space space, IReadOnlyList<(long PassageId, ReadOnlyMemory<float> Vector)> vectors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        var sorted = vectors.OrderBy(v => v.PassageId).ToArray();
        var ids = Array.ConvertAll(sorted, v => v.PassageId);
        var halves = Array.ConvertAll(sorted, v => Halves.Of(v.Vector.Span, space.Dimensions, $"passage {v.PassageId}"));

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        int written;
        await using (var insert = new NpgsqlCommand(
            $"""
            insert into {SpaceTable.Name(space.Id)} (passage_id, embedding)
            select n.id, n.embedding
            from unnest(@ids, @vectors) n(id, embedding)
            -- one that was collected meanwhile has no use for it
            where exists (select from passage p where p.id = n.id offset 0)
            order by n.id
            on conflict (passage_id) do nothing
            """,
            connection))
        {
            insert.Parameters.AddWithValue("ids", ids);
            insert.Parameters.Add(new("vectors", halves) { DataTypeName = "halfvec[]" });
            written = await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var done = new NpgsqlCommand(
            """
            with mine as (select id from embed_work where space_id = @space and passage_id = any(@ids) order by passage_id for update)
            delete from embed_work where id = any(array(select id from mine))
            """,
            connection))
        {
            done.Parameters.AddWithValue("space", space.Id);
            done.Parameters.AddWithValue("ids", ids);
            await done.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return written;
    }
}
