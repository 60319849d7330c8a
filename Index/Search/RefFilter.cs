using System.Text;

namespace Julie.Index.Search;

/// <summary>Ref filters as LIKE patterns over full names of refs. Case counts, as Git has it.</summary>
internal static class RefFilter
{
    /// <summary><c>release/*</c> is a branch or a tag; a name that starts with <c>refs/</c> is the whole name. <c>*</c> goes across slashes.</summary>
    public static IEnumerable<string> ToLike(string filter) => filter.StartsWith("refs/", StringComparison.Ordinal)
        ? [Escape(filter)]
        : [Escape("refs/heads/" + filter), Escape("refs/tags/" + filter)];

    private static string Escape(string name)
    {
        var like = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            like.Append(c switch { '*' => "%", '%' or '_' or '\\' => $"\\{c}", _ => c.ToString() });
        }

        return like.ToString();
    }
}
