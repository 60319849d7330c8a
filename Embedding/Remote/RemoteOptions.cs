using System.ComponentModel.DataAnnotations;

namespace Julie.Embedding.Remote;

/// <summary>Settings of <c>Julie:Embedding:Remote</c>, for models that a service computes (providers <c>voyage</c> and <c>openai</c>).</summary>
public sealed class RemoteOptions
{
    /// <summary>
    /// Address to use instead of the manifest's: a proxy, Azure OpenAI, or a server of your own. <c>/embeddings</c> is added where the path
    /// does not end with it; a query such as <c>?api-version=</c> is kept.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>May the address be plain http beyond this machine. Code and key would cross the network in clear.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>The key. Better is <see cref="ApiKeyFile"/>, which no environment listing shows.</summary>
    public string? ApiKey { get; set; }

    /// <summary>File with the key, read at every request: a new key needs no restart.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>Header that carries the key: <c>Authorization</c> (as <c>Bearer</c>), or <c>api-key</c> for Azure OpenAI.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9-]{1,64}$")]
    public string ApiKeyHeader { get; set; } = "Authorization";

    /// <summary>How vectors are asked for. Answers are read in either form; <c>numbers</c> is for servers that refuse the word base64.</summary>
    [EnumDataType(typeof(RemoteEncoding))]
    public RemoteEncoding Encoding { get; set; } = RemoteEncoding.Base64;

    /// <summary>Requests in flight at a time: 1 to 256.</summary>
    [Range(1, 256)]
    public int ConcurrentRequests { get; set; } = 4;

    /// <summary>Requests in any minute, as your contract with the service says; 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Tokens in any minute, as your contract with the service says; 0 for no limit.</summary>
    [Range(0, 2_000_000_000)]
    public int TokensPerMinute { get; set; }

    /// <summary>Tokens that this process may send in one day (UTC); 0 for no limit. Beyond it everything waits for the next day, and health says so.</summary>
    [Range(0, long.MaxValue)]
    public long TokensPerDay { get; set; }

    /// <summary>What this process may spend in one day (UTC), in US dollars by the manifest's price; 0 for no limit.</summary>
    [Range(0d, 1_000_000d)]
    public double DollarsPerDay { get; set; }

    /// <summary>How long the service may take for one request: a second to ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a query's vector may take, retries included: 50 ms to a minute. Then the search goes on without it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Tries of a request of passages after the first: 1 to 100.</summary>
    [Range(1, 100)]
    public int Retries { get; set; } = 8;

    /// <summary>Pause before the first of them; each further one is about double, with jitter: 1 ms to a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between tries: 1 ms to ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest <c>Retry-After</c> that is waited for; a service that asks for more counts as unavailable: a second to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(2);
}
