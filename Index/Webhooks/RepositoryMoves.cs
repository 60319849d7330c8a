using Npgsql;

namespace Julie.Index.Webhooks;

/// <summary>A repository that has another address at its host: what is indexed of it stays.</summary>
public sealed class RepositoryMoves(NpgsqlDataSource dataSource)
{
    /// <summary>Gives the repository its new address; its name stays, because grants go by names. False when another repository is registered there.</summary>
    public async Task<bool> MoveAsync(long repositoryId, string host, string hostId, string url, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update repository set host_id = @host_id, url = @url where id = @id and host = @host and not exists (select from repository where host = @host and host_id = @host_id and id <> @id)");
        command.Parameters.AddWithValue("id", repositoryId);
        command.Parameters.AddWithValue("host", host);
        command.Parameters.AddWithValue("host_id", hostId);
        command.Parameters.AddWithValue("url", url);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Registered there between the look and the update.
            return false;
        }
    }

    /// <summary>The address that is fetched from and the default ref; null when the repository is gone.</summary>
    public async Task<(string Url, long RefId)?> FindAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select r.url, f.id from repository r join ref f on f.repository_id = r.id and f.is_default where r.id = @id");
        command.Parameters.AddWithValue("id", repositoryId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }
}
