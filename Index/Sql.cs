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

    /// <summary>
    /// The token for what is short and asked often: whoever gave up is noticed before it is asked, and not while. A statement that is cancelled while it is being prepared stays in the connection,
    /// and Npgsql (10.0.3) does not know its columns: the next who asks the same there gets an error.
    /// </summary>
    public static CancellationToken ToTheEnd(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return CancellationToken.None;
    }

    /// <summary>Reads a statement's only column of keys, in its order.</summary>
    public static async Task<long[]> ReadIdsAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadIdsAsync(reader, cancellationToken);
    }

    /// <summary>Asks several things in one round trip, in their order. It is not cancelled half way (<see cref="ToTheEnd"/>).</summary>
    public static async Task AskAsync(this NpgsqlConnection connection, IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var toTheEnd = ToTheEnd(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            if (statement.Command is { } command)
            {
                batch.BatchCommands.Add(command);
            }
            else if (statement is Meanwhile && batch.BatchCommands.Count > 0)
            {
                // Else the end of what was asked before is sent with what is asked behind.
                batch.BatchCommands[^1].AppendErrorBarrier = true;
            }
        }

        if (batch.BatchCommands.Count == 0)
        {
            foreach (var statement in statements.OfType<Meanwhile>())
            {
                statement.Do();
            }

            return;
        }

        await using var reader = await batch.ExecuteReaderAsync(toTheEnd);
        var isFirst = true;
        foreach (var statement in statements)
        {
            if (statement is Meanwhile meanwhile)
            {
                meanwhile.Do();
            }
            else if (statement is { Command: not null, HasRows: true })
            {
                if (!isFirst)
                {
                    await reader.NextResultAsync(toTheEnd);
                }

                isFirst = false;
                await statement.ReadAsync(reader, toTheEnd);
            }
        }

        // What failed behind the last rows is told here.
        await reader.NextResultAsync(toTheEnd);
    }

    /// <summary>Asks one thing.</summary>
    public static async Task<T> AskAsync<T>(this NpgsqlConnection connection, Statement<T> statement, CancellationToken cancellationToken)
    {
        await connection.AskAsync([statement], cancellationToken);
        return statement.Answer;
    }

    /// <summary>Reads the only column of keys, in its order.</summary>
    public static async Task<long[]> ReadIdsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }
}
