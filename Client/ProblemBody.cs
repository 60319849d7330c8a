namespace Julie.Client;

/// <summary>Problem details on the wire.</summary>
internal sealed record ProblemBody(string? Type, string? Title, string? Detail, int? Position, int? Length, string? TraceId);
