using System.Buffers;
using System.Text;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Tokens whose prefix and length their providers publish, so that they can be found.</summary>
internal static class ProviderTokens
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Letters = Capitals + "abcdefghijklmnopqrstuvwxyz";
    private const string Jwt = "eyJ";
    private const string Basic = "Basic ";
    private const int Longest = 8 * 1024;
    private static readonly SearchValues<char> Hex = SearchValues.Create(Digits + "abcdefABCDEF");
    private static readonly SearchValues<char> Upper = SearchValues.Create(Digits + Capitals);
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Digits + Letters);
    private static readonly SearchValues<char> Word = SearchValues.Create(Digits + Letters + "_");
    private static readonly SearchValues<char> Url = SearchValues.Create(Digits + Letters + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Digits + Letters + "_-.~+/=");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Digits + Letters + "+/=");
    private static readonly SearchValues<char> Slashed = SearchValues.Create(Digits + Letters + "/_-");
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Digits + Letters + "%+/=");

    private static readonly TokenShape[] Shapes =
    [
        new("aws-access-key", "AKIA", Upper, 16, 16), new("aws-access-key", "ASIA", Upper, 16, 16), new("aws-access-key", "ABIA", Upper, 16, 16), new("aws-access-key", "ACCA", Upper, 16, 16),
        new("google-key", "AIza", Url, 35, 35), new("google-token", "ya29.", Url, 30, 500), new("google-secret", "GOCSPX-", Url, 28, 28),
        new("azure-key", "AccountKey=", Base64, 80, 90, true), new("azure-key", "SharedAccessKey=", Base64, 40, 90, true), new("azure-key", "sig=", Escaped, 43, 90, true),
        new("github-token", "ghp_", Alphanumeric, 36, 255), new("github-token", "gho_", Alphanumeric, 36, 255), new("github-token", "ghu_", Alphanumeric, 36, 255), new("github-token", "ghs_", Alphanumeric, 36, 255),
        new("github-token", "ghr_", Alphanumeric, 36, 255), new("github-token", "github_pat_", Word, 60, 100),
        new("gitlab-token", "glpat-", Dotted, 20, 100), new("gitlab-token", "gldt-", Url, 20, 100), new("gitlab-token", "glrt-", Dotted, 20, 100), new("gitlab-token", "glptt-", Url, 20, 100), new("gitlab-token", "glcbt-", Url, 20, 100),
        new("gitlab-token", "glsoat-", Url, 20, 100), new("gitlab-token", "gloas-", Url, 20, 100), new("gitlab-token", "glft-", Url, 20, 100),
        new("slack-token", "xoxa-", Url, 20, 255), new("slack-token", "xoxb-", Url, 20, 255), new("slack-token", "xoxe-", Url, 20, 255), new("slack-token", "xoxp-", Url, 20, 255), new("slack-token", "xoxr-", Url, 20, 255),
        new("slack-token", "xoxs-", Url, 20, 255), new("slack-token", "xapp-", Url, 30, 255), new("slack-webhook", "hooks.slack.com/services/", Slashed, 40, 80, true),
        new("discord-webhook", "discord.com/api/webhooks/", Slashed, 70, 120, true), new("discord-webhook", "discordapp.com/api/webhooks/", Slashed, 70, 120, true),
        new("stripe-key", "sk_live_", Alphanumeric, 20, 255), new("stripe-key", "rk_live_", Alphanumeric, 20, 255), new("stripe-key", "sk_test_", Alphanumeric, 20, 255), new("stripe-key", "rk_test_", Alphanumeric, 20, 255),
        new("stripe-key", "whsec_", Base64, 32, 100),
        new("npm-token", "npm_", Alphanumeric, 36, 36), new("pypi-token", "pypi-AgEIcHlwaS5vcmc", Url, 50, 500), new("pypi-token", "pypi-AgENdGVzdC5weXBpLm9yZw", Url, 50, 500), new("rubygems-key", "rubygems_", Hex, 48, 48),
        new("nuget-key", "oy2", Alphanumeric, 43, 43), new("docker-token", "dckr_pat_", Url, 20, 60), new("docker-token", "dckr_oat_", Url, 20, 60),
        new("openai-key", "sk-proj-", Url, 40, 300), new("openai-key", "sk-svcacct-", Url, 40, 300), new("openai-key", "sk-admin-", Url, 40, 300), new("openai-key", "sk-", Alphanumeric, 48, 48),
        new("anthropic-key", "sk-ant-", Url, 40, 300), new("huggingface-token", "hf_", Alphanumeric, 34, 40), new("groq-key", "gsk_", Alphanumeric, 48, 60), new("replicate-token", "r8_", Alphanumeric, 37, 40),
        new("sendgrid-key", "SG.", Dotted, 60, 80), new("mailgun-key", "key-", Hex, 32, 32), new("square-token", "sq0csp-", Url, 43, 43), new("square-token", "sq0atp-", Url, 22, 22),
        new("shopify-token", "shpat_", Hex, 32, 32), new("shopify-token", "shpca_", Hex, 32, 32), new("shopify-token", "shppa_", Hex, 32, 32), new("shopify-token", "shpss_", Hex, 32, 32),
        new("digitalocean-token", "dop_v1_", Hex, 64, 64), new("digitalocean-token", "doo_v1_", Hex, 64, 64), new("digitalocean-token", "dor_v1_", Hex, 64, 64), new("databricks-token", "dapi", Hex, 32, 32),
        new("vault-token", "hvs.", Url, 24, 300), new("vault-token", "hvb.", Url, 24, 300), new("atlassian-token", "ATATT3", Dotted, 100, 300), new("linear-key", "lin_api_", Alphanumeric, 40, 40),
        new("grafana-token", "glsa_", Word, 32, 60), new("newrelic-key", "NRAK-", Upper, 27, 27), new("postman-key", "PMAK-", Url, 50, 70), new("telegram-token", ":AA", Url, 33, 33), new("tailscale-key", "tskey-", Url, 20, 100),
        new("age-key", "AGE-SECRET-KEY-1", Upper, 58, 58), new("bearer-token", "Bearer ", Dotted, 24, 2000, true), new("bearer-token", "bearer ", Dotted, 24, 2000, true),
    ];

    // No more than 80, none shorter than three characters: beyond that the search loses its vectors and most of its speed.
    private static readonly SearchValues<string> Anchors = SearchValues.Create([.. Shapes.Select(s => s.Prefix).Append(Jwt).Append(Basic).Distinct()], StringComparison.Ordinal);
    private static readonly ILookup<char, TokenShape> ByFirst = Shapes.ToLookup(s => s.Prefix[0]);

    public static void Find(string text, List<FoundSecret> found)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny(Anchors) is var next and >= 0; at++)
        {
            at += next;
            var secret = Token(text, at);
            if (secret is not null)
            {
                found.Add(secret.Value);
                at = secret.Value.End - 1;
            }
        }
    }

    private static FoundSecret? Token(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith(Jwt))
        {
            return WebToken(text, at);
        }

        if (rest.StartsWith(Basic))
        {
            return BasicCredentials(text, at);
        }

        foreach (var shape in ByFirst[text[at]])
        {
            if (rest.StartsWith(shape.Prefix, StringComparison.Ordinal) && Shaped(text, at, shape) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    private static FoundSecret? Shaped(string text, int at, TokenShape shape)
    {
        // A prefix in the middle of a word is none; a bot's number stands before its token.
        var start = at + shape.Prefix.Length;
        if (at > 0 && (shape.Prefix[0] == ':' ? !char.IsAsciiDigit(text[at - 1]) : !shape.KeepsPrefix && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_')))
        {
            return null;
        }

        var value = Run(text, start, shape.Alphabet);
        if (value.Length < shape.Least || value.Length > shape.Most || value.EndsWith("EXAMPLE") || !Randomness.IsPlausible(value))
        {
            return null;
        }

        // What follows so common a word must look like more.
        return shape.Kind is "bearer-token" or "openai-key" && !Randomness.IsSecret(value, strict: shape.Kind == "bearer-token")
            ? null
            : shape.KeepsPrefix ? new FoundSecret(start, value.Length, shape.Kind) : new FoundSecret(at, shape.Prefix.Length + value.Length, shape.Kind);
    }

    /// <summary>Three parts of base64url, of which two begin with <c>{"</c>.</summary>
    private static FoundSecret? WebToken(string text, int at)
    {
        if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-' or '.'))
        {
            return null;
        }

        var header = Run(text, at, Url).Length;
        var body = at + header + 1;
        if (header < 12 || body >= text.Length || text[body - 1] != '.' || !text.AsSpan(body).StartsWith(Jwt))
        {
            return null;
        }

        var signature = body + Run(text, body, Url).Length + 1;
        if (signature >= text.Length || text[signature - 1] != '.')
        {
            return null;
        }

        var value = Run(text, signature, Url);
        return value.Length >= 20 && Randomness.IsPlausible(value) ? new FoundSecret(at, signature + value.Length - at, "jwt") : null;
    }

    /// <summary>A user and a password in base64.</summary>
    private static FoundSecret? BasicCredentials(string text, int at)
    {
        var value = Run(text, at + Basic.Length, Base64);
        Span<byte> bytes = stackalloc byte[128];
        if (value.Length is < 12 or > 160 || value.Length % 4 != 0 || !Convert.TryFromBase64Chars(value, bytes, out var written))
        {
            return null;
        }

        var decoded = Encoding.Latin1.GetString(bytes[..written]);
        var colon = decoded.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && decoded.All(c => c is >= ' ' and <= '~') && UrlPasswords.IsPassword(decoded.AsSpan(0, colon), decoded.AsSpan(colon + 1))
            ? new FoundSecret(at + Basic.Length, value.Length, "basic-credentials")
            : null;
    }

    /// <summary>No more than any shape allows: a hostile file must not be walked through from each of its characters.</summary>
    private static ReadOnlySpan<char> Run(string text, int start, SearchValues<char> alphabet)
    {
        var rest = text.AsSpan(start, Math.Min(Longest, text.Length - start));
        return rest.IndexOfAnyExcept(alphabet) is var end and >= 0 ? rest[..end] : rest;
    }
}
