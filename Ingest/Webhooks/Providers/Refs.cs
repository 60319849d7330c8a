using Julie.Index.Webhooks;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Refs as payloads write them.</summary>
internal static class Refs
{
    public static string Branch(string name) => $"refs/heads/{name}";

    public static string Tag(string name) => $"refs/tags/{name}";

    /// <summary>The full name of a default branch; null stays null.</summary>
    public static string? Default(string? branch) => branch is null ? null : branch.StartsWith("refs/", StringComparison.Ordinal) ? branch : Branch(branch);

    /// <summary>A change, where the payload says a full ref name. A commit of zeros means that the ref was deleted.</summary>
    public static IEnumerable<RefChange> Change(string? name, string? commit)
    {
        if (name is not null && name.StartsWith("refs/", StringComparison.Ordinal))
        {
            yield return new RefChange(name, commit is { Length: 40 or 64 } && commit.Any(c => c != '0') && commit.All(char.IsAsciiHexDigit) ? commit : null);
        }
    }
}
