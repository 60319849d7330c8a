using System.Text;

namespace Julie.Index.Search;

/// <summary>Path globs as regular expressions of Postgres.</summary>
internal static class PathGlob
{
    public static string ToRegex(string glob)
    {
        if (!glob.AsSpan().ContainsAny('*', '?'))
        {
            // Without a wildcard it is a part of the path, as people type it.
            return Escape(glob);
        }

        var pattern = new StringBuilder(glob.Contains('/', StringComparison.Ordinal) ? "^" : "(^|/)");
        var rest = glob.AsSpan().TrimStart('/');
        while (!rest.IsEmpty)
        {
            if (rest.StartsWith("**/"))
            {
                pattern.Append("(.*/)?");
                rest = rest[3..];
            }
            else if (rest.StartsWith("**"))
            {
                pattern.Append(".*");
                rest = rest[2..];
            }
            else
            {
                pattern.Append(rest[0] switch { '*' => "[^/]*", '?' => "[^/]", var c => Escape(c.ToString()) });
                rest = rest[1..];
            }
        }

        return pattern.Append('$').ToString();
    }

    /// <summary>The same for the last part of a path alone.</summary>
    public static string NameToRegex(string glob) => glob.AsSpan().ContainsAny('*', '?')
        ? ToRegex(glob.Replace('/', '?'))
        : Escape(glob) + "[^/]*$";

    // SECURITY: nothing of the filter is read as a regular expression; a bracket or a backslash is itself.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c < 128 && !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or ' '))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
