namespace Julie.Embedding.Pull;

/// <summary>What a hub says of a file, over all answers on the way to it.</summary>
/// <param name="Commit">The commit that the revision stands for.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 in lower-case hex, of a file in large-file storage.</param>
/// <param name="GitBlob">Git blob id in lower-case hex, of any other.</param>
internal sealed record DeclaredFile(string? Commit, long? Bytes, string? Sha256, string? GitBlob)
{
    public static readonly DeclaredFile Nothing = new(null, null, null, null);

    /// <summary>The same content at two looks? Only what both say counts.</summary>
    public bool Contradicts(DeclaredFile other) =>
        Differ(Sha256, other.Sha256) || Differ(GitBlob, other.GitBlob) || (Bytes is { } a && other.Bytes is { } b && a != b);

    public DeclaredFile Or(DeclaredFile other) => new(Commit ?? other.Commit, Bytes ?? other.Bytes, Sha256 ?? other.Sha256, GitBlob ?? other.GitBlob);

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;
}
