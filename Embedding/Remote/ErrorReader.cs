using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Julie.Embedding.Remote;

/// <summary>What a refusal means, and what the service says about it.</summary>
internal static class ErrorReader
{
    private const int Quoted = 300;

    /// <param name="status">The status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">The answer's body, or its beginning.</param>
    /// <param name="key">The key that was sent; it is never quoted, even where the service repeats it.</param>
    /// <param name="now">For a Retry-After that is a date.</param>
    public static RemoteException Read(HttpStatusCode status, HttpResponseHeaders headers, string body, string? key, DateTimeOffset now)
    {
        var (said, code) = Parse(body);
        var fault = status switch
        {
            // Its quota, not its speed: no waiting helps.
            HttpStatusCode.TooManyRequests when code == "insufficient_quota" => RemoteFault.Refused,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout => RemoteFault.Busy,
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => RemoteFault.Texts,
            // 424 is what text-embeddings-inference says when its backend fails.
            >= HttpStatusCode.InternalServerError or HttpStatusCode.FailedDependency => RemoteFault.Broken,
            _ => RemoteFault.Refused,
        };
        return new RemoteException(fault, $"{Meaning(status)} ({(int)status}){Quote(status, said, key)}", RetryAfter(headers, now));
    }

    /// <summary>Seconds, a date, or OpenAI's own header of milliseconds.</summary>
    internal static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
    }

    private static string Meaning(HttpStatusCode status) => (int)status switch
    {
        401 => "refuses the key",
        403 => "forbids the request",
        404 => "knows no such model or path",
        429 => "asks for patience",
        >= 300 and < 400 => "redirects elsewhere, which is not followed",
        >= 500 => "fails",
        _ => "refuses the request",
    };

    /// <summary>SECURITY: of a refused key the answer is not quoted at all, because services repeat parts of the key.</summary>
    private static string Quote(HttpStatusCode status, string said, string? key)
    {
        if (said.Length == 0 || status == HttpStatusCode.Unauthorized)
        {
            return "";
        }

        var text = string.IsNullOrEmpty(key) ? said : said.Replace(key, "***", StringComparison.Ordinal);
        text = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return ": " + (text.Length > Quoted ? text[..Quoted] + "..." : text);
    }

    /// <summary>Voyage: {"detail"}; OpenAI and vLLM: {"error":{"message","code"}}; text-embeddings-inference and Ollama: {"error":"..."}.</summary>
    private static (string Said, string? Code) Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (body, null);
            }

            if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                return (Text(error, "message") ?? error.GetRawText(), Text(error, "code") ?? Text(error, "type"));
            }

            return (Text(root, "error") ?? Text(root, "detail") ?? Text(root, "message") ?? root.GetRawText(), Text(root, "code"));
        }
        catch (JsonException)
        {
            // A proxy's HTML page, perhaps.
            return (body, null);
        }
    }

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Null ? null
        : value.GetRawText();
}
