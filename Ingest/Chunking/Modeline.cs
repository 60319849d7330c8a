using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking;

/// <summary>The language that a file names for an editor, in its first or last lines.</summary>
internal static partial class Modeline
{
    private const int Edge = 1000;
    private const int Timeout = 1000;

    public static Language? Of(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Edge));
        if (head.Contains("-*-", StringComparison.Ordinal) && Emacs().Match(head.ToString()) is { Success: true } emacs
            && LanguageNames.Find(emacs.Groups[1].Success ? emacs.Groups[1].Value : emacs.Groups[2].Value) is { } byEmacs)
        {
            return byEmacs;
        }

        var tail = text.AsSpan(Math.Max(0, text.Length - Edge));
        return Vim(tail) ?? Vim(head);
    }

    private static Language? Vim(ReadOnlySpan<char> edge) =>
        edge.Contains("vi", StringComparison.Ordinal) && Vim().Match(edge.ToString()) is { Success: true } vim ? LanguageNames.Find(vim.Groups[1].Value) : null;

    [GeneratedRegex(@"(?:^|[ \t])(?:vi|[Vv]im(?:[<=>]?\d+)?):[ \t]*[^\r\n]{0,200}?\b(?:ft|filetype|syntax)[ \t]*=[ \t]*([\w+#-]+)", RegexOptions.Multiline, Timeout)]
    private static partial Regex Vim();

    [GeneratedRegex(@"\A(?:#![^\n]*\n)?[^\n]{0,100}?-\*-[ \t]*(?:[^\n]{0,200}?\bmode:[ \t]*([\w+#-]+)|([\w+#-]+)[ \t]*(?:;|-\*-))", RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Emacs();
}
