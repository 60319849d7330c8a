using System.Security.Cryptography;
using System.Text;

namespace Julie.Embedding.Pull;

/// <summary>Hashes of files on disk: what counts is what was written, not what went over the wire.</summary>
internal static class FileHash
{
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>Git's id of the content as a blob: SHA-1 over <c>"blob " size NUL content</c>.</summary>
    public static async Task<string> GitBlobAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
#pragma warning disable CA5350 // The hub declares nothing else of a small file; it is checked against errors, and the lock pins SHA-256.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        var buffer = new byte[1 << 16];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
