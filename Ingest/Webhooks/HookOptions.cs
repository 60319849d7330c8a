namespace Julie.Ingest.Webhooks;

/// <summary>One hook: <c>Julie:Hooks:&lt;name&gt;</c>. The hook that has the name of a provider answers at <c>/api/hooks/{provider}</c>.</summary>
internal sealed class HookOptions
{
    /// <summary>github, gitlab, gitea, forgejo, bitbucket, bitbucket-server or azure-devops. Default: the hook's name.</summary>
    public string? Provider { get; set; }

    /// <summary>What the host signs with or sends along. Better in a file.</summary>
    public string? Secret { get; set; }

    /// <summary>File that holds the secret; read again when it changes.</summary>
    public string? SecretFile { get; set; }

    /// <summary>The secret before, accepted beside the other while it is rotated.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>File that holds the secret before.</summary>
    public string? PreviousSecretFile { get; set; }

    /// <summary>User name of basic authentication (azure-devops).</summary>
    public string? User { get; set; }

    /// <summary>Header that carries the secret (azure-devops), instead of basic authentication.</summary>
    public string? Header { get; set; }

    /// <summary>Address of the host, for payloads without clone URLs (bitbucket-server, GitLab's system hooks): <c>https://git.example.org</c>.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Patterns of <c>host/path</c>, <c>*</c> for anything: repositories that their first push registers. Empty: none.</summary>
    public IList<string> Register { get; } = [];

    /// <summary>Proven deliveries a second; more are answered with 429.</summary>
    public int DeliveriesPerSecond { get; set; } = 2000;
}
