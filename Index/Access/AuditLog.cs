using System.Text.Json;
using Julie.Contracts.Api;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Access;

/// <summary>What administrators did. Rows are only ever added: the database refuses the rest.</summary>
public sealed class AuditLog(NpgsqlDataSource dataSource)
{
    /// <summary>Writes down an action that is done.</summary>
    /// <param name="by">Who did it.</param>
    /// <param name="action">What, <c>repository.register</c>.</param>
    /// <param name="target">To what.</param>
    /// <param name="details">The rest of it; becomes a JSON object. Never a secret.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AddAsync(Acting by, string action, string target, object details, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await AddAsync(connection, by, action, target, details, cancellationToken);
    }

    /// <summary>The newest actions first.</summary>
    /// <param name="action">Only this one, or with a trailing dot all of its kind: <c>key.</c>; null for all.</param>
    /// <param name="before">Only those with a smaller key: the next page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<AuditEvent>> ListAsync(string? action, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select id, at, actor, action, target, details::text, trace_id from audit_event
            where (@before::bigint is null or id < @before) and (@action::text is null or action = @action or (right(@action, 1) = '.' and starts_with(action, @action)))
            order by id desc limit @limit
            """);
        command.Parameters.Add(new NpgsqlParameter<long?>("before", before));
        command.Parameters.Add(new NpgsqlParameter<string?>("action", action));
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<AuditEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(new(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                JsonElement.Parse(reader.GetString(5)), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return events;
    }

    /// <summary>In the transaction of the action itself: neither is there without the other.</summary>
    internal static async Task AddAsync(
        NpgsqlConnection connection, Acting by, string action, string target, object details, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into audit_event (actor, action, target, details, trace_id) values (@actor, @action, @target, @details, @trace)", connection);
        command.Parameters.AddWithValue("actor", by.Actor);
        command.Parameters.AddWithValue("action", action);
        command.Parameters.AddWithValue("target", target);
        command.Parameters.AddWithValue("details", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(details, JsonSerializerOptions.Web));
        command.Parameters.Add(new NpgsqlParameter<string?>("trace", by.TraceId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
