using System.Net;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>What an answer other than the file means.</summary>
internal static class HubErrors
{
    /// <summary>Whether the same request may succeed later.</summary>
    public static bool IsPassing(HttpStatusCode status)
        => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    public static PullException Of(HttpResponseMessage response, ModelManifest manifest, ModelFile file, PullOptions options)
    {
        var source = manifest.Source!;
        var page = $"{options.Hub.AbsoluteUri.TrimEnd('/')}/{source.Repository}";
        var status = $"answers {(int)response.StatusCode}{(HubHeaders.Error(response) is { Length: < 60 } code ? $" ({code})" : "")}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PullException(
                PullFailure.Refused,
                $"{page} {status} for {file.Path}",
                options.Token is null
                    ? $"Accept the terms on that page if there are any, then give a token: HF_TOKEN=... ./julie models pull {manifest.Id}, or --token-file FILE"
                    : "The token is not accepted: accept the terms on that page with the token's account, or use another token"),
            HttpStatusCode.NotFound => new PullException(
                PullFailure.NotFound,
                $"{page} {status}: there is no {file.Source ?? file.Path} at revision {source.Revision}",
                $"Correct 'source' or 'files' in models/{manifest.Id}/model.json, or check --hub. A hub may say the same of a private repository without a token"),
            _ => new PullException(PullFailure.Unreachable, $"{page} {status} for {file.Path}", "Try again later, or use a mirror: --hub ADDRESS"),
        };
    }
}
