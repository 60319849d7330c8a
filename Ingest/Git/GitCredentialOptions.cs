namespace Julie.Ingest.Git;

/// <summary>One credential: <c>Julie:Git:Credentials:&lt;name&gt;</c>.</summary>
internal sealed class GitCredentialOptions
{
    /// <summary>Whom it is for: <c>host</c> or <c>host/path</c>, <c>*</c> for anything in the path. The longest that fits is taken.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>The token. Better in a file.</summary>
    public string? Token { get; set; }

    /// <summary>File that holds the token; read for each call.</summary>
    public string? TokenFile { get; set; }

    /// <summary>User name of basic authentication. Most hosts take any beside a token; Bitbucket Cloud wants x-token-auth.</summary>
    public string User { get; set; } = "x-access-token";

    /// <summary>basic, or bearer (Bitbucket Data Center).</summary>
    public string Scheme { get; set; } = "basic";
}
