using System.Net.Http.Headers;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Remote;

/// <summary>One request, one answer. No retry and no limit here. Safe for concurrent use.</summary>
internal sealed class RemoteClient : IDisposable
{
    /// <summary>Most bytes of one number in JSON, with its comma, and of one entry's frame.</summary>
    private const int NumberBytes = 28;
    private const int EntryBytes = 256;
    private const int ErrorBytes = 64 * 1024;

    /// <summary>Longer than any model asked for; an answer of another length is to be named, not cut off.</summary>
    private const int MostDimensions = 4096;

    private readonly ModelManifest manifest;
    private readonly RemoteOptions options;
    private readonly TimeProvider time;
    private readonly Uri address;
    private readonly RemoteKey key;
    private readonly HttpClient http;

    /// <exception cref="ModelUnavailableException">The address is unusable, or a key is wanted and missing.</exception>
    public RemoteClient(ModelManifest manifest, RemoteOptions options, TimeProvider time)
    {
        (this.manifest, this.options, this.time) = (manifest, options, time);
        address = RemoteAddress.Of(manifest, options);
        key = new RemoteKey(manifest.Provider, address, options);
        key.Read();
        http = new HttpClient(new SocketsHttpHandler
        {
            // SECURITY: the key goes to the configured host; a redirect would take it elsewhere.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // addresses of services move
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("julie", "1"));
    }

    /// <summary>Host and port, for people.</summary>
    public string Host => address.Authority;

    /// <exception cref="RemoteException">It failed; the fault says whose it is.</exception>
    public async Task<RemoteAnswer> SendAsync(IReadOnlyList<string> texts, EmbedSide side, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ExchangeAsync(texts, side, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(RemoteFault.Broken, $"did not answer within {options.RequestTimeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException exception)
        {
            var reached = exception.HttpRequestError
                is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.Unknown;
            throw new RemoteException(
                reached ? RemoteFault.Broken : RemoteFault.Busy, $"{(reached ? "broke off" : "cannot be reached")} ({exception.Message})", inner: exception);
        }
        catch (IOException exception)
        {
            throw new RemoteException(RemoteFault.Broken, $"broke off ({exception.Message})", inner: exception);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<RemoteAnswer> ExchangeAsync(IReadOnlyList<string> texts, EmbedSide side, CancellationToken cancellationToken)
    {
        var secret = key.Read();
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(RequestBody.Write(manifest, options, texts, side));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (secret is not null)
        {
            var bearer = options.ApiKeyHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
            request.Headers.TryAddWithoutValidation(options.ApiKeyHeader, bearer ? $"Bearer {secret}" : secret);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw ErrorReader.Read(
                response.StatusCode, response.Headers, await BeginningAsync(response.Content, cancellationToken), secret, time.GetUtcNow());
        }

        await response.Content.LoadIntoBufferAsync(
            ErrorBytes + ((long)texts.Count * (EntryBytes + ((long)MostDimensions * NumberBytes))), cancellationToken);
        return AnswerReader.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), texts.Count, manifest.Dimensions);
    }

    /// <summary>Enough of an error to say what it is; a page of megabytes is not read.</summary>
    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(ErrorBytes, cancellationToken);
            return await content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            return "";
        }
    }
}
