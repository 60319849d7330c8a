using System.Text.Json;

namespace Julie.Contracts.Api;

/// <summary>An action of an administrator as <c>GET /api/audit</c> shows it.</summary>
/// <param name="Id">Key of the event; later ones are greater.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">Who did it: <c>key NAME (ID)</c> or <c>user SUBJECT</c>.</param>
/// <param name="Action">What was done: <c>key.create</c>, <c>grant.remove</c>, ...</param>
/// <param name="Target">To what.</param>
/// <param name="Details">The rest of it, by action.</param>
/// <param name="TraceId">The request's trace.</param>
public sealed record AuditEvent(long Id, DateTimeOffset At, string Actor, string Action, string Target, JsonElement Details, string? TraceId);
