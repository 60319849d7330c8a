namespace Julie.Embedding.Pull;

/// <summary>The HTTP connection of pulls.</summary>
public static class PullHttp
{
    /// <summary>A client as <see cref="ModelPuller"/> wants it: redirects by hand, nothing decompressed, no cookies; the system's proxy.</summary>
    public static HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(30),
    });
}
