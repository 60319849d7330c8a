namespace Julie.Cli.Models;

/// <summary>What a licence means for a company, where it is not simply permissive. No legal advice: it says what to read.</summary>
internal static class Licences
{
    public static string? Warning(string licence) =>
        licence.Contains("-NC", StringComparison.OrdinalIgnoreCase) ? "for non-commercial use only: a company's code is none, ask the publisher for another licence"
        : licence.Contains("OpenRAIL", StringComparison.OrdinalIgnoreCase) ? "restricts what it may be used for: read its terms"
        : licence.StartsWith("LicenseRef-", StringComparison.Ordinal) ? "the publisher's own terms, and your code leaves your network: read them"
        : null;
}
