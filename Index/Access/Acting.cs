namespace Julie.Index.Access;

/// <summary>Who does something that is written down.</summary>
/// <param name="Actor"><c>key NAME (ID)</c> or <c>user SUBJECT</c>.</param>
/// <param name="TraceId">The request's trace.</param>
public sealed record Acting(string Actor, string? TraceId);
