using Julie.Contracts.Api;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>
/// SECURITY: secrets become asterisks before anything is stored, embedded or logged. A mask changes neither lengths nor lines, so ranges stay right.
/// What was masked is reported by kind and line, never by value.
/// </summary>
internal static class SecretMask
{
    /// <summary>Beyond it, those of a kind are told in one.</summary>
    private const int MaxReported = 200;

    public static MaskedText Of(string text)
    {
        var found = new List<FoundSecret>();
        PrivateKeys.Find(text, found);
        ProviderTokens.Find(text, found);
        UrlPasswords.Find(text, found);
        Assignments.Find(text, found);
        if (found.Count == 0)
        {
            return new MaskedText(text, []);
        }

        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var (kept, end) = (new List<FoundSecret>(found.Count), 0);
        foreach (var secret in found)
        {
            // Of two that overlap the first one covers the beginning, and what reaches farther is still masked.
            var start = Math.Max(secret.Start, end);
            if (start < secret.End)
            {
                kept.Add(secret with { Start = start, Length = secret.End - start });
                end = secret.End;
            }
        }

        var masked = string.Create(text.Length, (text, kept), static (span, from) =>
        {
            from.text.CopyTo(span);
            foreach (var secret in from.kept)
            {
                Hide(span.Slice(secret.Start, secret.Length));
            }
        });
        return new MaskedText(masked, Report(text, kept));
    }

    /// <summary>Each character becomes one that takes as many bytes, in UTF-8 too: byte ranges are counted from the masked text.</summary>
    private static void Hide(Span<char> secret)
    {
        for (var i = 0; i < secret.Length; i++)
        {
            if (char.IsHighSurrogate(secret[i]) && i + 1 < secret.Length && char.IsLowSurrogate(secret[i + 1]))
            {
                (secret[i], secret[i + 1]) = ('\uD83D', '\uDD12');
                i++;
            }
            else
            {
                secret[i] = char.IsWhiteSpace(secret[i]) ? secret[i] : secret[i] switch { < '\u0080' => '*', < '\u0800' => '·', _ => '＊' };
            }
        }
    }

    private static List<MaskedSecret> Report(string text, List<FoundSecret> found)
    {
        var (line, at) = (1, 0);
        var places = new List<MaskedSecret>();
        foreach (var secret in found)
        {
            line += LineEnds(text, at, secret.Start);
            at = secret.Start;
            places.Add(new MaskedSecret(secret.Kind, line, line + LineEnds(text, secret.Start, secret.End - 1), 1));
        }

        var report = places.GroupBy(p => (p.Kind, p.Line, p.EndLine)).Select(g => g.First() with { Count = g.Count() }).ToList();
        return report.Count <= MaxReported
            ? report
            : [.. report.GroupBy(p => p.Kind).Select(g => new MaskedSecret(g.Key, g.Min(p => p.Line), g.Max(p => p.EndLine), g.Sum(p => p.Count)))];
    }

    private static int LineEnds(string text, int from, int to)
    {
        var count = 0;
        for (var i = from; i < to; i++)
        {
            count += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) ? 1 : 0;
        }

        return count;
    }
}
