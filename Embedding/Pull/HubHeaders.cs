using System.Net;

namespace Julie.Embedding.Pull;

/// <summary>
/// The headers of the hub: <c>X-Repo-Commit</c>; <c>X-Linked-ETag</c> and <c>X-Linked-Size</c> of files in large-file storage, on the
/// redirect to it; <c>ETag</c> with the Git blob id of any other. A mirror may pass on some of them, or none.
/// </summary>
internal static class HubHeaders
{
    public static DeclaredFile Read(HttpResponseMessage response)
    {
        var linked = Tag(One(response, "X-Linked-ETag"));
        var own = Tag(response.Headers.ETag?.Tag);
        var final = response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent;

        // The length of a redirect is that of its own small body.
        var bytes = long.TryParse(One(response, "X-Linked-Size"), out var size) ? size
            : response.Content.Headers.ContentRange?.Length ?? (response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength : null);
        var commit = One(response, "X-Repo-Commit");
        return new DeclaredFile(
            IsHex(commit, 40) ? commit : null,
            bytes is > 0 ? bytes : null,
            IsHex(linked, 64) ? linked : null,
            IsHex(linked, 40) ? linked : linked is null && final && IsHex(own, 40) ? own : null);
    }

    public static string? Error(HttpResponseMessage response) => One(response, "X-Error-Code");

    private static string? One(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string? Tag(string? text)
    {
        var tag = text?.Trim();
        tag = tag?.StartsWith("W/", StringComparison.Ordinal) is true ? tag[2..] : tag;
        return tag?.Trim('"').ToLowerInvariant();
    }

    private static bool IsHex(string? text, int length) => text?.Length == length && text.All(char.IsAsciiHexDigitLower);
}
