using System.Diagnostics.CodeAnalysis;

namespace Julie.Embedding.Pull;

/// <summary>How models are pulled. No record: nothing may print the token by accident.</summary>
public sealed class PullOptions
{
    /// <summary>The hub that everybody means.</summary>
    public static readonly Uri DefaultHub = new("https://huggingface.co/");

    /// <summary>Base address of the hub or of a mirror; a path prefix is kept.</summary>
    public Uri Hub { get; init; } = DefaultHub;

    /// <summary>For gated models. SECURITY: it is sent to <see cref="Hub"/> only, never to where the hub redirects.</summary>
    public string? Token { get; init; }

    /// <summary>Replace files that are there and are not what the hub has.</summary>
    public bool Force { get; init; }

    /// <summary>Tries of one file without a byte of progress between them: 1 or more.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Pause before the second try; it doubles, to a minute at most.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection that gives nothing for so long is given up, and tried again.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Reads a hub's address.</summary>
    /// <returns>False where it is no http or https address, or holds credentials, a query or a fragment.</returns>
    public static bool TryParseHub(string text, [NotNullWhen(true)] out Uri? hub)
    {
        hub = Uri.TryCreate(text?.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" }
            ? address
            : null;
        return hub is not null;
    }
}
