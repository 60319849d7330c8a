namespace Julie.Ingest.Git;

/// <summary>What one call of git may reach.</summary>
/// <param name="Protocols">Value of <c>GIT_ALLOW_PROTOCOL</c>.</param>
/// <param name="Configuration">Further <c>-c name=value</c> arguments.</param>
internal sealed record GitAccess(string Protocols, IReadOnlyList<string> Configuration)
{
    /// <summary>A credential for the host.</summary>
    public GitSecret? Secret { get; private init; }

    /// <summary>No transport at all. A name that no transport has: an empty value would mean the default.</summary>
    public static GitAccess Offline { get; } = new("none", []);

    /// <summary>https, and only to the pinned address.</summary>
    public static GitAccess Https(string pin, GitSecret? secret = null) => new("https", ["-c", $"http.curloptResolve={pin}"]) { Secret = secret };

    /// <summary>Reading a repository that may belong to another user of this machine; only that one is trusted.</summary>
    public static GitAccess Folder(string folder) => new("none", ["-c", $"safe.directory={folder}"]);
}
