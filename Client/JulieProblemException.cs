namespace Julie.Client;

/// <summary>The service refused, with problem details (RFC 9457).</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="address">The service that was asked.</param>
public sealed class JulieProblemException(int status, Uri address) : JulieClientException($"{address} answered with status {status}", address, inner: null)
{
    /// <inheritdoc/>
    public override string Message => Title is null ? base.Message : Detail is null ? Title : $"{Title}: {Detail}";

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Which problem, to be compared with <see cref="Contracts.Api.ProblemTypes"/>; null where the answer had no problem details.</summary>
    public string? Type { get; init; }

    /// <summary>What is wrong, in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>What is wrong this time, and what can be done.</summary>
    public string? Detail { get; init; }

    /// <summary>Where in the query, from 0, of an invalid query.</summary>
    public int? Position { get; init; }

    /// <summary>How many characters of the query.</summary>
    public int? Length { get; init; }

    /// <summary>The trace under which the service's log tells more.</summary>
    public string? TraceId { get; init; }

    /// <summary>When to come again, of <see cref="Contracts.Api.ProblemTypes.TooManyRequests"/> and the like.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the request carried a key or token.</summary>
    public bool HadKey { get; init; }
}
