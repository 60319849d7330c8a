using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking;

/// <summary>
/// SECURITY: secrets of well-known shapes become asterisks of the same length before anything is stored or embedded. A first, small set of shapes
/// that are certain: a mask never changes lines or lengths, so ranges stay right.
/// </summary>
internal static partial class SecretMask
{
    public static string Of(string text) => Tokens().Replace(PrivateKeys().Replace(text, Body), static match => Stars(match.Value));

    private static string Body(Match match) => string.Concat(match.Groups[1].Value, Stars(match.Groups[2].Value), match.Groups[3].Value);

    private static string Stars(string secret) =>
        string.Create(secret.Length, secret, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsWhiteSpace(from[i]) ? from[i] : '*';
            }
        });

    [GeneratedRegex(@"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----)([\s\S]{1,20000}?)(-----END (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----)", RegexOptions.None, 10_000)]
    private static partial Regex PrivateKeys();

    // AWS, GitHub, GitLab, Slack, Google, Stripe, npm, OpenAI and Anthropic keys: fixed prefixes and lengths.
    [GeneratedRegex(@"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{82}|glpat-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|[rs]k_live_[0-9A-Za-z]{24,}|npm_[A-Za-z0-9]{36}|sk-ant-[A-Za-z0-9_-]{40,}|sk-proj-[A-Za-z0-9_-]{40,})(?![A-Za-z0-9])", RegexOptions.None, 10_000)]
    private static partial Regex Tokens();
}
