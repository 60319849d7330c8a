using Julie.Embedding.Manifest;

namespace Julie.Embedding.Remote;

/// <summary>Where requests go. Checked once, when the model is opened.</summary>
internal static class RemoteAddress
{
    private const string Method = "/embeddings";

    /// <exception cref="ModelUnavailableException">The address is none, or would send code and key in clear.</exception>
    public static Uri Of(ModelManifest manifest, RemoteOptions options)
    {
        var text = string.IsNullOrWhiteSpace(options.Endpoint) ? manifest.Remote!.Endpoint : options.Endpoint.Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            // Not quoted: what is no address may be a key in the wrong place.
            throw Wrong("is no http or https address");
        }

        if (uri.UserInfo.Length > 0)
        {
            // SECURITY: addresses are logged and traced.
            throw Wrong("holds a user or password; use Julie:Embedding:Remote:ApiKeyFile");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !options.AllowInsecure)
        {
            // SECURITY: code and key cross the network.
            throw Wrong($"is plain http on {uri.Host}; use https, or set Julie:Embedding:Remote:AllowInsecure to true");
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        return path.EndsWith(Method, StringComparison.Ordinal)
            ? uri
            : new UriBuilder(uri) { Path = path + Method }.Uri;

        ModelUnavailableException Wrong(string problem) => new(
            $"The endpoint of {manifest.Id} ({(string.IsNullOrWhiteSpace(options.Endpoint) ? "remote.endpoint in its manifest" : "Julie:Embedding:Remote:Endpoint")}) {problem}.");
    }
}
