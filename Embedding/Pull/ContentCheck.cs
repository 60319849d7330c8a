using System.Text;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>Whether a file on disk is the one that was promised.</summary>
internal static class ContentCheck
{
    /// <summary>The strongest promise there is of a file.</summary>
    public static PullCheck Promise(ModelFile file, string? locked, DeclaredFile declared) =>
        file.Sha256 is not null ? PullCheck.Manifest
        : locked is not null ? PullCheck.Lock
        : declared.Sha256 is not null ? PullCheck.HubSha256
        : declared.GitBlob is not null ? PullCheck.HubGitBlob
        : PullCheck.SizeOnly;

    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static async Task<string?> ProblemAsync(
        string path, ModelFile file, string? locked, DeclaredFile declared, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        if ((file.Bytes ?? declared.Bytes) is { } bytes && length != bytes)
        {
            return $"has {length} bytes instead of {bytes}";
        }

        if (!file.Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && await IsHtmlAsync(path, cancellationToken))
        {
            return "is an HTML page: an error or sign-in page, most likely";
        }

        if ((file.Sha256 ?? locked ?? declared.Sha256) is { } sha256)
        {
            var hash = await FileHash.Sha256Async(path, cancellationToken);
            return hash == sha256 ? null : $"has SHA-256 {hash} instead of {sha256}";
        }

        if (declared.GitBlob is { } blob)
        {
            var id = await FileHash.GitBlobAsync(path, cancellationToken);
            return id == blob ? null : $"has Git blob id {id} instead of {blob}";
        }

        return declared.Bytes is null && file.Bytes is null ? "cannot be checked: neither its size nor its hash is known" : null;
    }

    private static async Task<bool> IsHtmlAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[256];
        await using var stream = File.OpenRead(path);
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.Latin1.GetString(start, 0, read).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
