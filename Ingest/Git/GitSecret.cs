namespace Julie.Ingest.Git;

/// <summary>A setting of git that holds a credential. It reaches git by the child's environment only.</summary>
/// <param name="key">Name of the setting; with the host in it, so that git sends the value nowhere else.</param>
/// <param name="value">The credential.</param>
internal sealed class GitSecret(string key, string value)
{
    public string Key { get; } = key;

    public string Value { get; } = value;

    // SECURITY: never in a log, not even by accident.
    public override string ToString() => "(secret)";
}
