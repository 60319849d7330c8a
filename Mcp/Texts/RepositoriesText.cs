using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Mcp.Texts;

/// <summary>Repositories, one a line, in the order of their names.</summary>
internal static class RepositoriesText
{
    /// <param name="all">What the caller may read.</param>
    /// <param name="match">Part of the names.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cursor">The last name of the page before: whatever comes or goes between two pages, none comes twice.</param>
    public static string Of(IReadOnlyList<RepositoryStatus> all, string? match, int limit, string? cursor)
    {
        RepositoryStatus[] left =
        [
            .. all.Where(one => match is null || one.Name.Contains(match, StringComparison.OrdinalIgnoreCase)).OrderBy(one => one.Name, StringComparer.Ordinal)
                .Where(one => cursor is null || string.CompareOrdinal(one.Name, cursor) > 0),
        ];
        CompactText text = new();
        if (left.Length == 0)
        {
            text.Line(cursor is not null ? "No more." : match is not null ? $"No repository with '{match}' in its name can be read with this key." : "This key may read no repository, or none is indexed.");
        }

        foreach (RepositoryStatus one in left.Take(limit))
        {
            text.Line(string.Create(
                CultureInfo.InvariantCulture, $"{one.Name} {one.Ref.Replace("refs/heads/", "", StringComparison.Ordinal)} {(one.Commit is null ? "-" : one.Commit[..Math.Min(9, one.Commit.Length)])} {one.Files.Total} files {one.State}"));
        }

        if (left.Length > limit)
        {
            text.Line($"next: {left[limit - 1].Name}");
        }

        return text.ToString();
    }
}
