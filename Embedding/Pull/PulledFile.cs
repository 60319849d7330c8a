namespace Julie.Embedding.Pull;

/// <summary>A file after a pull.</summary>
/// <param name="Path">Relative to the model's folder.</param>
/// <param name="Sha256">SHA-256 of what is on disk.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Fetched">Whether it had to be fetched.</param>
/// <param name="Checked">Against what.</param>
public sealed record PulledFile(string Path, string Sha256, long Bytes, bool Fetched, PullCheck Checked);
