using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Mcp.Texts;

/// <summary>Lines of a file with their numbers, or what it defines.</summary>
internal static class FileAnswerText
{
    private const int MostLines = 400;

    public static string Of(FileAnswer file, bool outline)
    {
        CompactText text = new();
        text.Line(Head(file));
        if (outline)
        {
            Outline(text, file);
        }
        else
        {
            Lines(text, file);
        }

        return text.ToString();
    }

    private static string Head(FileAnswer file)
    {
        string flags = file.Flags.Count > 0 ? ", " + string.Join(", ", file.Flags) : "";
        string stale = file.Stale ? ", a newer push is not indexed yet" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{file.Repository}/{file.Path} {file.Language}, {file.Lines} lines, {file.Ref.Replace("refs/heads/", "", StringComparison.Ordinal)} {file.Commit[..Math.Min(9, file.Commit.Length)]}{flags}{stale}");
    }

    private static void Lines(CompactText text, FileAnswer file)
    {
        string[] lines = file.Text.EndsWith('\n') ? file.Text[..^1].Split('\n') : file.Text.Split('\n');
        int shown = 0;
        while (shown < lines.Length && shown < MostLines && !text.IsFull)
        {
            text.Code(file.StartLine + shown, lines[shown]);
            shown++;
        }

        if (shown < lines.Length)
        {
            text.Line(string.Create(CultureInfo.InvariantCulture, $"next: lines={file.StartLine + shown}-{file.EndLine}"));
        }
    }

    private static void Outline(CompactText text, FileAnswer file)
    {
        if (file.Symbols.Count == 0)
        {
            text.Line("It defines no symbols that are known.");
        }

        int shown = 0;
        foreach (FileSymbol symbol in file.Symbols.TakeWhile(_ => !text.IsFull))
        {
            text.Line(string.Create(CultureInfo.InvariantCulture, $"{symbol.Line}-{symbol.EndLine} {symbol.Kind} {(symbol.Scope is null ? "" : symbol.Scope + ".")}{symbol.Name}"));
            shown++;
        }

        if (shown < file.Symbols.Count)
        {
            text.Line(string.Create(CultureInfo.InvariantCulture, $"and {file.Symbols.Count - shown} more"));
        }
    }
}
