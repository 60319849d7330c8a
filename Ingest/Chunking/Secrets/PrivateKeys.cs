using System.Buffers;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Private keys: PEM of every kind (OpenSSH and PGP among them), SSH2, PuTTY, age. Public keys and certificates stay.</summary>
internal static class PrivateKeys
{
    private const string Kind = "private-key";
    private const int LongestLabel = 60;
    private const int LongestKey = 64 * 1024;
    private const int LeastKey = 16;
    private const int LeastRun = 32;
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    public static void Find(string text, List<FoundSecret> found)
    {
        Pem(text, "-----BEGIN ", "-----END ", "-----", found);
        Pem(text, "---- BEGIN ", "---- END ", " ----", found);
        Putty(text, found);
    }

    private static void Pem(string text, string begin, string end, string dashes, List<FoundSecret> found)
    {
        for (var at = text.IndexOf(begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(begin, at + begin.Length, StringComparison.Ordinal))
        {
            var label = text.AsSpan(at + begin.Length, Math.Min(LongestLabel, text.Length - at - begin.Length));
            var close = label.IndexOf(dashes);
            if (close < 0 || !label[..close].Contains("PRIVATE KEY", StringComparison.Ordinal) || label[..close].ContainsAny('\n', '\r'))
            {
                continue;
            }

            var start = at + begin.Length + close + dashes.Length;
            var room = text.AsSpan(start, Math.Min(LongestKey, text.Length - start));
            var length = room.IndexOf(end);
            var another = room.IndexOf(begin);
            Body(text, start, length < 0 || (another >= 0 && another < length) ? Cut(room, another) : length, found);
        }
    }

    /// <summary>A key without its end: as far as lines look like one.</summary>
    private static int Cut(ReadOnlySpan<char> room, int another)
    {
        var rest = another < 0 ? room : room[..another];
        var length = 0;
        while (length < rest.Length)
        {
            var end = rest[length..].IndexOf('\n');
            var line = (end < 0 ? rest[length..] : rest.Slice(length, end)).Trim();
            if (line.Length > 0 && line.ContainsAnyExcept(Base64))
            {
                break;
            }

            length += end < 0 ? rest.Length - length : end + 1;
        }

        return length;
    }

    /// <summary>Between the marks there may be code that puts a key together, or prose: only what looks like key material is hidden.</summary>
    private static void Body(string text, int start, int length, List<FoundSecret> found)
    {
        var body = text.AsSpan(start, length);
        var (first, last, sum, longest) = (-1, -1, 0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            var run = body[i..].IndexOfAnyExcept(Base64) is var next and >= 0 ? next : body.Length - i;
            // A word of a header (Proc-Type: 4,ENCRYPTED) is short; the lines of a key are not, but for the last one.
            if (run >= LeastRun || (run > 0 && last >= 0 && IsEndOfKey(body, last, i)))
            {
                (first, last) = (first < 0 ? i : first, i + run);
                (sum, longest) = (sum + run, Math.Max(longest, run));
            }
            else if (first < 0 && run >= LeastKey && body[i..].Trim().Length - run < LeastRun)
            {
                (first, last, sum, longest) = (i, i + run, sum + run, run);
            }

            i += run;
        }

        if (sum >= LeastKey && longest >= LeastKey)
        {
            found.Add(new FoundSecret(start + first, last - first, Kind));
        }
    }

    /// <summary>Only line ends, quotes, escapes and the like since the last line of the key.</summary>
    private static bool IsEndOfKey(ReadOnlySpan<char> body, int last, int at)
    {
        var between = body[last..at];
        return between.Length < LeastRun && !between.ContainsAny(';', '(', ')');
    }

    private static void Putty(string text, List<FoundSecret> found)
    {
        if (!text.Contains("PuTTY-User-Key-File-", StringComparison.Ordinal))
        {
            return;
        }

        const string Lines = "Private-Lines:";
        const string Mac = "Private-MAC:";
        for (var at = text.IndexOf(Lines, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Lines, at + 1, StringComparison.Ordinal))
        {
            var eol = text.AsSpan(at).IndexOfAny('\n', '\r');
            if (eol < 0)
            {
                return;
            }

            var start = at + eol;
            var length = Cut(text.AsSpan(start, Math.Min(LongestKey, text.Length - start)), -1);
            var first = text.AsSpan(start, length).IndexOfAny(Base64);
            if (first >= 0)
            {
                found.Add(new FoundSecret(start + first, text.AsSpan(start, length).TrimEnd().Length - first, Kind));
            }

            var mac = text.IndexOf(Mac, start + length, StringComparison.Ordinal);
            if (mac == start + length)
            {
                var value = text.AsSpan(mac + Mac.Length);
                var lead = value.IndexOfAnyExcept(' ');
                var run = lead < 0 ? 0 : value[lead..].IndexOfAny('\n', '\r') is var stop and >= 0 ? stop : value.Length - lead;
                if (run > 0)
                {
                    found.Add(new FoundSecret(mac + Mac.Length + lead, run, Kind));
                }
            }
        }
    }
}
