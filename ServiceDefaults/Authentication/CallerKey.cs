using Microsoft.AspNetCore.Http;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>The key or token that a request came with: for authentication, and for the service that the request is passed on to.</summary>
public static class CallerKey
{
    private const string Bearer = "Bearer ";

    /// <summary>From <c>Authorization: Bearer</c>, <c>X-Api-Key</c>, or the page's cookie; null where there is none.</summary>
    public static string? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        return request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key
            : IsOwnPage(request) ? request.Cookies[ApiKey.CookieName]
            : null;
    }

    /// <summary>
    /// SECURITY: a cookie is sent by the browser, whoever asks it to. SameSite keeps other sites out, but other ports of this host are the same
    /// site. Browsers say where a request is from: by Sec-Fetch-Site over TLS and on loopback, elsewhere by Origin on all that changes something.
    /// </summary>
    private static bool IsOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };
}
