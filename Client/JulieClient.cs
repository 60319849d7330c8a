using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Julie.Contracts.Api;

namespace Julie.Client;

/// <summary>
/// The API of Julie, typed. Safe for use by many at once. Every call ends with an answer, with a <see cref="JulieClientException"/>, or cancelled.
/// </summary>
public sealed partial class JulieClient : IDisposable
{
    private readonly HttpClient? owned;
    private readonly Wire wire;

    /// <summary>A client that asks one service with one key.</summary>
    /// <param name="address">Where Julie is: <c>https://search.example.org</c>.</param>
    /// <param name="key">A key or an OpenID Connect token; null: as a stranger, who may do next to nothing.</param>
    /// <param name="options">How it behaves.</param>
    public JulieClient(Uri address, string? key, JulieClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new JulieClientOptions();

        // SECURITY: a redirect could carry the key to another server, and a proxy has no business with loopback.
        owned = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback })
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = options.Timeout,
        };
        if (key is not null)
        {
            owned.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        wire = new Wire(owned, options);
    }

    /// <summary>A client over a connection of the caller's own, as <c>AddHttpClient</c> makes them.</summary>
    /// <param name="http">Has the address with a slash at its end (<c>BaseAddress</c>) and the key (<c>Authorization: Bearer</c>). It stays the caller's.</param>
    /// <param name="options">How it behaves; <see cref="JulieClientOptions.Timeout"/> is the connection's own.</param>
    public JulieClient(HttpClient http, JulieClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        wire = new Wire(http, options ?? new JulieClientOptions());
    }

    /// <inheritdoc/>
    public void Dispose() => owned?.Dispose();

    private Task<Answer<T>> GetAsync<T>(Address address, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        wire.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address.ToString()), type, cancellationToken);

    private Task<Answer<T>> PostAsync<T>(Address address, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        wire.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, address.ToString()), type, cancellationToken);

    private Task<Answer<T>> SendAsync<TBody, T>(HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        wire.SendAsync(() => new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, bodyType) }, type, cancellationToken);

    private Task<string> DeleteAsync(string path, CancellationToken cancellationToken) =>
        wire.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken);
}
