using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>One request, and what is wrong with its answer by the reference: leaks and omissions, in words.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Judge">What is wrong with an answer of 200.</param>
internal sealed record Probe(string Target, Func<Answer, IEnumerable<string>> Judge)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Sent as JSON.</summary>
    public object? Body { get; init; }

    /// <summary>Words that the caller sent: an answer may repeat them.</summary>
    public IReadOnlyList<string> Sent { get; init; } = [];

    /// <summary>What a caller that may search gets.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The same request for what does not exist: its answer must be the same but for what was asked for.</summary>
    public (string Target, string Asked, string Absent)? AsAbsent { get; init; }

    /// <summary>What it asks for, where that is said.</summary>
    public string? Accept { get; init; }

    public HttpRequestMessage Request(string? target = null)
    {
        HttpRequestMessage request = new(Method, target ?? Target) { Content = Body is null ? null : JsonContent.Create(Body) };
        if (Accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", Accept);
        }

        return request;
    }
}

/// <summary>An answer, parsed and as it came.</summary>
internal sealed record Answer(int Status, string Raw)
{
    // a number stands between spaces; in a quotation mark that JSON escapes it may stand too
    private static string JsonEncoded(string asked) => asked.All(char.IsAsciiDigit) ? $" {asked} " : JsonEncodedText.Encode(asked).ToString();

    public T As<T>() => JsonSerializer.Deserialize<T>(Raw, JsonSerializerOptions.Web)!;

    /// <summary>The problem without what differs between any two: the request's trace, and what was asked for.</summary>
    public string Shape(string asked)
    {
        JsonObject problem = JsonNode.Parse(Raw)!.AsObject();
        problem.Remove("traceId");
        problem.Remove("status");
        return $"{Status} {problem.ToJsonString().Replace(JsonEncoded(asked), "ASKED", StringComparison.Ordinal)}";
    }
}

/// <summary>An endpoint of the table: how questions to it are made up. Weight is how often it is asked, in proportion.</summary>
internal sealed record Endpoint(string Name, int Weight, Func<Draw, Probe> Make);

/// <summary>What a question is made up from.</summary>
internal sealed record Draw(Random Random, World World, Reference Reference, Caller Caller)
{
    public IReadOnlyList<WorldRepository> Readable { get; } = Reference.Readable(Caller);

    public T Pick<T>(IReadOnlyList<T> from) => from[Random.Next(from.Count)];

    public bool Chance(int oneIn) => Random.Next(oneIn) == 0;

    /// <summary>A repository: as often one that the caller may read as one that it may not.</summary>
    public WorldRepository Repository()
    {
        IReadOnlyList<WorldRepository> hidden = Reference.Unreadable(Caller);
        return Readable.Count > 0 && (hidden.Count == 0 || Chance(2)) ? Pick(Readable) : Pick(hidden);
    }
}
