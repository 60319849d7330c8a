using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Names of repositories, to suggest one.</summary>
public sealed class RepositoryNames(NpgsqlDataSource dataSource)
{
    private const int Most = 2_000;

    /// <summary>Up to 2,000 of those that the caller may read.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(ReadableRepositories readable, CancellationToken cancellationToken)
    {
        // SECURITY: no other name leaves the database (law 4).
        await using var command = dataSource.CreateCommand("select name from repository r where @all or r.id = any(@readable) order by name limit @most");
        command.Parameters.AddReadable(readable);
        command.Parameters.AddWithValue("most", Most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
