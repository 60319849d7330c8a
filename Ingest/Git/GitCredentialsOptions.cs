namespace Julie.Ingest.Git;

/// <summary>Section <c>Julie:Git:Credentials</c>: credentials by name.</summary>
internal sealed class GitCredentialsOptions() : Dictionary<string, GitCredentialOptions>(StringComparer.OrdinalIgnoreCase)
{
    public const string Section = "Julie:Git:Credentials";
}
