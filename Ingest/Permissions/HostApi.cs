using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Julie.Ingest.Permissions;

/// <summary>A host's REST API: lists in pages, with a token that goes to no other address.</summary>
internal sealed partial class HostApi(HttpClient http, TimeProvider time)
{
    private const int MostPages = 1_000;
    private const int MostMoves = 3;

    /// <summary>Every element of a list; null where there is none (404) or the host does not have such a list (405).</summary>
    /// <exception cref="HostApiException">The host refuses, is away, or answers something else.</exception>
    public async Task<IReadOnlyList<JsonElement>?> ListAsync(Uri api, string path, string token, CancellationToken cancellationToken)
    {
        List<JsonElement> all = [];
        Uri? next = new(Rooted(api), path);
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
            {
                throw new HostApiException($"{Rooted(api)}{path} has more than {MostPages} pages.");
            }

            using var response = await SendAsync(next, token, cancellationToken);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            {
                return null;
            }

            using var body = await ReadAsync(response, next, cancellationToken);
            if (body.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new HostApiException($"{next} answered no list. Remedy: check Provider and Api.");
            }

            all.AddRange(body.RootElement.EnumerateArray().Select(element => element.Clone()));
            next = Next(response, next);
        }

        return all;
    }

    /// <summary>One object; null where there is none.</summary>
    /// <exception cref="HostApiException">The host refuses, is away, or answers something else.</exception>
    public async Task<JsonElement?> FindAsync(Uri api, string path, string token, CancellationToken cancellationToken)
    {
        Uri address = new(Rooted(api), path);
        using var response = await SendAsync(address, token, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        using var body = await ReadAsync(response, address, cancellationToken);
        return body.RootElement.Clone();
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string token, CancellationToken cancellationToken)
    {
        for (var moves = 0; ; moves++)
        {
            var response = await SendOnceAsync(address, token, cancellationToken);
            // A renamed repository. SECURITY: on the same server only, because the token goes with it.
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Redirect or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || moves == MostMoves || response.Headers.Location is not { } location || !Same(new Uri(address, location), address))
            {
                return response;
            }

            response.Dispose();
            address = new Uri(address, location);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Uri address, string token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("julie");
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new HostApiException($"{address.GetLeftPart(UriPartial.Authority)} does not answer: {exception.Message}", inner: exception);
        }
    }

    private async Task<JsonDocument> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var remedy = response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "the token is not valid",
                HttpStatusCode.Forbidden when Pause(response) is null => "the token may not list who reads the repository; docs/security.md says what it needs",
                HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => "the host wants fewer questions: raise Interval",
                _ => "see the host's own status",
            };
            throw new HostApiException($"{address} answered {(int)response.StatusCode}: {remedy}.", Pause(response));
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            throw new HostApiException($"{address} answered no JSON. Remedy: check Provider and Api.", inner: exception);
        }
    }

    /// <summary>Until when the host takes no questions: by Retry-After, or by GitHub's and Gitea's count of what is left.</summary>
    private TimeSpan? Pause(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var pause = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        if (pause is null && First(response, "x-ratelimit-remaining") == "0" && long.TryParse(First(response, "x-ratelimit-reset"), out var reset))
        {
            pause = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(reset, 0, 253_402_300_799)) - time.GetUtcNow();
        }

        return pause is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, 3600)) : null;
    }

    private static Uri? Next(HttpResponseMessage response, Uri current)
    {
        var link = response.Headers.TryGetValues("Link", out var values) ? NextLink().Match(string.Join(", ", values)) : Match.Empty;
        if (!link.Success)
        {
            return null;
        }

        Uri next = new(current, link.Groups[1].Value);
        return Same(next, current) ? next : throw new HostApiException($"{current} names a next page at {next.Authority}: it is not asked, the token is not for it.");
    }

    private static string? First(HttpResponseMessage response, string header) => response.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;

    private static bool Same(Uri a, Uri b) => a.Scheme == b.Scheme && a.Authority == b.Authority;

    private static Uri Rooted(Uri api) => api.AbsoluteUri.EndsWith('/') ? api : new Uri(api.AbsoluteUri + "/");

    [GeneratedRegex("""<([^>]+)>\s*;[^,]*\brel="?next"?""")]
    private static partial Regex NextLink();
}
