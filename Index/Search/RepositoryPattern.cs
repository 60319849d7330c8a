using System.Text;

namespace Julie.Index.Search;

/// <summary>Repository filters as LIKE patterns over names in lower case.</summary>
internal static class RepositoryPattern
{
    /// <summary>A glob with <c>*</c> is anchored; anything else is a part of the name.</summary>
    public static string ToLike(string pattern)
    {
        var like = new StringBuilder();
        foreach (var c in pattern.ToLowerInvariant())
        {
            like.Append(c switch { '*' => "%", '%' or '_' or '\\' => $"\\{c}", _ => c.ToString() });
        }

        return pattern.Contains('*', StringComparison.Ordinal) ? like.ToString() : $"%{like}%";
    }
}
