using Julie.ServiceDefaults.Authentication;

namespace Julie.QueryApi.Sessions;

/// <summary>The key that a request came with, for the service that it is passed on to: looked for where authentication looks.</summary>
internal static class CallerKey
{
    private const string Bearer = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        return request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key : request.Cookies[ApiKey.CookieName];
    }
}
