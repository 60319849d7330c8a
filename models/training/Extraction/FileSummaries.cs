using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>What a file says of itself in its first comment, with the file's outline: questions ask for files, too.</summary>
internal static partial class FileSummaries
{
    private const int MostCommentLines = 60;

    /// <param name="text">The file.</param>
    /// <param name="path">Its path; its name is the definition's.</param>
    /// <param name="definitions">What was found in it, whose first lines are the outline.</param>
    public static Definition? Of(string text, string path, IEnumerable<Definition> definitions)
    {
        var outline = string.Join('\n', definitions.Select(found => found.Code.Split('\n', 2)[0].Trim()));
        var comment = Begin(text);
        return comment.Length > 0 && outline.Length > 0 ? new Definition("", Path.GetFileNameWithoutExtension(path), comment, outline) : null;
    }

    /// <summary>The first comment or module documentation that is no licence.</summary>
    private static string Begin(string text)
    {
        var lines = text.Split('\n', MostCommentLines + 1).Take(MostCommentLines).ToArray();
        var head = string.Join('\n', lines);
        foreach (var match in Comments().EnumerateMatches(head))
        {
            // Only what stands before the code: nothing but comments, imports and attributes.
            if (Code().IsMatch(head.AsSpan(0, match.Index)))
            {
                break;
            }

            var comment = Marks().Replace(head.Substring(match.Index, match.Length), "");
            if (!Licence().IsMatch(comment))
            {
                return comment;
            }
        }

        return "";
    }

    [GeneratedRegex(@"(?s)\A\s*(?:#[^\n]*\n)*\s*"""""".*?""""""|/\*.*?\*/|(?:^[ \t]*(?://|\#|--)[^\n]*\n)+|@moduledoc\s+"""""".*?""""""", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"(?m)^[ \t]*(?:///?!?|/\*+!?|\*+/?|\#+!?|--+|@moduledoc)[ \t]?|\*/|""""""")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?m)^\s*(?:(?:public|private|export|static|abstract|final|sealed|internal)\s+)*(?:class|struct|interface|enum|trait|func|fn|def|function|record|object|var|let|const)\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"copyright|licen[sc]e|all rights reserved|SPDX|coding[:=]|usr/bin|eslint|@ts-", RegexOptions.IgnoreCase)]
    private static partial Regex Licence();
}
