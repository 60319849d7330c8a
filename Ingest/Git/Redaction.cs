using System.Text;
using System.Text.RegularExpressions;

namespace Julie.Ingest.Git;

/// <summary>Makes text of git, or of a caller, fit for an error message: no credentials, no control characters, short.</summary>
internal static partial class Redaction
{
    // SECURITY: user:password@ in any URL, wherever git repeats it.
    public static string Clean(string text) =>
        Control().Replace(Credentials().Replace(text, "://"), " ");

    public static string Shorten(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    /// <summary>What matters of git's stderr: its fatal and error lines, else its last lines.</summary>
    public static string OfStandardError(string standardError)
    {
        var lines = standardError.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var serious = lines.Where(l => l.StartsWith("fatal:", StringComparison.Ordinal) || l.StartsWith("error:", StringComparison.Ordinal)
            || l.StartsWith("remote:", StringComparison.Ordinal)).ToArray();
        var chosen = new StringBuilder().AppendJoin("; ", serious.Length > 0 ? serious.Take(4) : lines.TakeLast(3));
        return Shorten(Clean(chosen.ToString()), 500);
    }

    [GeneratedRegex(@"://[^/@\s]+@")]
    private static partial Regex Credentials();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]+")]
    private static partial Regex Control();
}
