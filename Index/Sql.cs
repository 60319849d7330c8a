using Julie.Index.Catalog;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index;

/// <summary>Parameters that many statements share.</summary>
internal static class Sql
{
    /// <summary>SECURITY: adds <c>@all</c> and <c>@readable</c>: every statement that answers a caller uses both (law 4).</summary>
    public static void AddReadable(this NpgsqlParameterCollection parameters, ReadableRepositories readable)
    {
        parameters.AddWithValue("all", readable.All);
        parameters.AddWithValue("readable", readable.IdsOrNone);
    }

    /// <summary>Adds an array whose elements may be null: Npgsql cannot tell its type from the values.</summary>
    public static void AddArray<T>(this NpgsqlParameterCollection parameters, string name, NpgsqlDbType elements, T[] values) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | elements) { Value = values });

    /// <summary>Adds a text that the database reads as a <c>tsquery</c> once, not for each row.</summary>
    public static void AddTsQuery(this NpgsqlParameterCollection parameters, string name, string query) =>
        parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Unknown) { Value = query });

    /// <summary>Adds an array of them. The texts hold no double quotes and no backslashes.</summary>
    public static void AddTsQueries(this NpgsqlParameterCollection parameters, string name, IReadOnlyCollection<string> queries) =>
        parameters.AddTsQuery(name, "{" + string.Join(',', queries.Select(query => $"\"{query}\"")) + "}");

    /// <summary>Reads a statement's only column of keys, in its order.</summary>
    public static async Task<long[]> ReadIdsAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadIdsAsync(reader, cancellationToken);
    }

    /// <summary>Reads the only column of keys of the only statement of a batch that has rows, in its order.</summary>
    public static async Task<long[]> ReadIdsAsync(this NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadIdsAsync(reader, cancellationToken);
    }

    private static async Task<long[]> ReadIdsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }
}
