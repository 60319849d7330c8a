using System.Security.Cryptography;

namespace Julie.LocalServers;

/// <summary>A generated password in a file that only its owner reads; kept, so that a second start finds the same.</summary>
internal static class Secret
{
    public static async Task<string> ReadOrCreateAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }

        // Hexadecimal: safe in URIs, connection strings and configuration files without quoting.
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var writer = new StreamWriter(file);
        await writer.WriteLineAsync(secret.AsMemory(), cancellationToken);
        return secret;
    }
}
