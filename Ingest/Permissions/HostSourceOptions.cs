using System.ComponentModel.DataAnnotations;

namespace Julie.Ingest.Permissions;

/// <summary>One host whose own permissions are taken over: <c>Julie:Permissions:&lt;name&gt;</c>.</summary>
internal sealed class HostSourceOptions
{
    /// <summary>github, gitlab or gitea (Forgejo too).</summary>
    [Required, RegularExpression("github|gitlab|gitea")]
    public string Provider { get; set; } = "";

    /// <summary>Which repositories: <c>host</c> or <c>host/path</c>, <c>*</c> for anything in the path. The longest that fits is asked.</summary>
    [Required, RegularExpression("[^*/]+(/.*)?")]
    public string Pattern { get; set; } = "";

    /// <summary>Address of the API, where it is not where the provider usually has it.</summary>
    public Uri? Api { get; set; }

    /// <summary>File that holds the token; read for each question.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The token. Better in a file.</summary>
    public string? Token { get; set; }

    /// <summary>How a login of the host is named in tokens: <c>{login}</c> stands for it.</summary>
    [RegularExpression(@".*\{login\}.*")]
    public string User { get; set; } = "{login}";

    /// <summary>How a team of the host is named in tokens: <c>{owner}</c> and <c>{team}</c> stand for it. Empty: teams are left out.</summary>
    public string Group { get; set; } = "";

    /// <summary>How often a repository's host is asked: a minute to a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an answer is believed while the host does not give another: a minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>SECURITY: the token goes there, so over plain http to this machine only.</summary>
    public Uri Address(string host) => Api ?? new Uri(Provider switch
    {
        "github" => host == "github.com" ? "https://api.github.com/" : $"https://{host}/api/v3/",
        "gitlab" => $"https://{host}/api/v4/",
        _ => $"https://{host}/api/v1/",
    });
}
