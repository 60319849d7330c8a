using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Mcp.Texts;

/// <summary>Definitions, each with its first line.</summary>
internal static class SymbolAnswerText
{
    public static string Of(SymbolAnswer answer)
    {
        CompactText text = new();
        if (answer.Symbols.Count == 0)
        {
            text.Line("No such definition. Names may be cut short (Publ finds PublishJobs); search finds by meaning.");
        }

        foreach (SymbolResult symbol in answer.Symbols)
        {
            text.Line(string.Create(
                CultureInfo.InvariantCulture, $"{symbol.Repository}/{symbol.Path}:{symbol.Line}-{symbol.EndLine} {symbol.Kind} {(symbol.Scope is null ? "" : symbol.Scope + ".")}{symbol.Name}"));
            if (symbol.Snippet is { Length: > 0 } snippet)
            {
                text.Code(symbol.Line, snippet.Split('\n')[0]);
            }
        }

        if (answer.Next is not null)
        {
            text.Line($"next: {answer.Next}");
        }

        return text.ToString();
    }
}
