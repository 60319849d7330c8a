using System.Buffers;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Values that are random and given to a name such as password, secret, token or an API key.</summary>
internal static class Assignments
{
    private const int LongestName = 80;
    private const int LongestValue = 512;
    private const string Kind = "assignment";

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "passw", "passphrase", "pwd", "secret", "token", "credential", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "privatekey", "private_key", "private-key", "signingkey", "signing_key",
            "signing-key", "encryptionkey", "encryption_key", "encryption-key", "authkey", "auth_key", "auth-key", "accountkey", "account_key", "storagekey", "storage_key", "masterkey", "master_key", "servicekey", "service_key",
        ],
        StringComparison.OrdinalIgnoreCase);

    // Such a name holds no secret: a hash, a public half, or what something is called.
    private static readonly SearchValues<string> Public = SearchValues.Create(
        [
            "hash", "sha1", "sha2", "sha5", "md5", "checksum", "digest", "integrity", "fingerprint", "thumbprint", "public", "publickeytoken", "commit", "revision", "etag", "signature", "regex", "pattern", "format", "expected", "cancellation",
            "tokenizer", "pagetoken", "page_token", "nexttoken", "next_token", "continuation",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Parts = SearchValues.Create(["server=", "host=", "data source=", "user id=", "uid=", "username=", "user="], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n;&,\"'`");

    private static readonly string[] Ends = ["id", "name", "type", "field", "header", "url", "uri", "path", "file", "prefix", "suffix", "length", "size", "count", "kind", "index", "label", "text", "message", "arn", "version", "class", "provider"];

    public static void Find(string text, List<FoundSecret> found)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny(Words) is var next and >= 0;)
        {
            at += next;
            var end = at;
            while (end < text.Length && end - at < LongestName && IsName(text[end]))
            {
                end++;
            }

            var start = at;
            while (start > 0 && at - start < LongestName && IsName(text[start - 1]))
            {
                start--;
            }

            var name = text.AsSpan(start, end - start);
            var (from, length) = Value(text, end, out var quoted);
            if (length > 0 && IsName(name, out var strict)
                && Randomness.IsSecret(text.AsSpan(from, length), strict || !quoted) && (quoted || IsPlain(text.AsSpan(from, length))))
            {
                found.Add(new FoundSecret(from, length, Kind));
                end = from + length;
            }

            else if (length > 0 && IsConnection(text, start, name) && UrlPasswords.IsPassword([], text.AsSpan(from, length)))
            {
                found.Add(new FoundSecret(from, length, "connection-string"));
                end = from + length;
            }

            at = end;
        }
    }

    /// <summary><c>Password=</c> after other parts of a connection string: that it is one is certain, so the value need not be random.</summary>
    private static bool IsConnection(string text, int start, ReadOnlySpan<char> name)
    {
        if (!name.Equals("password", StringComparison.OrdinalIgnoreCase) && !name.Equals("pwd", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var before = text.AsSpan(Math.Max(0, start - LongestValue), Math.Min(LongestValue, start));
        before = before[(before.LastIndexOfAny('\n', '"') + 1)..].TrimEnd();
        return before.EndsWith(";") && before.ContainsAny(Parts);
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static bool IsName(ReadOnlySpan<char> name, out bool strict)
    {
        strict = name.EndsWith("token", StringComparison.OrdinalIgnoreCase) && name.Length <= "token".Length + 1;
        if (name.ContainsAny(Public))
        {
            return false;
        }

        foreach (var end in Ends)
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands after <c>=</c>, <c>:</c>, <c>=&gt;</c> or an opening bracket, on the same line.</summary>
    private static (int Start, int Length) Value(string text, int at, out bool quoted)
    {
        quoted = false;
        var i = at;
        // "name": and name"] =
        while (i < text.Length && i - at < 3 && text[i] is '"' or '\'' or '`' or ']' or ')')
        {
            i++;
        }

        i = Blank(text, i);
        // A type between name and value, or the value attribute of an element.
        if (text.AsSpan(i).StartsWith("value=", StringComparison.OrdinalIgnoreCase))
        {
            i += "value".Length;
        }

        var operators = i;
        while (i < text.Length && i - operators < 3 && text[i] is '=' or ':' or '>' or '(' or '?' or ',')
        {
            i++;
        }

        if (i == operators)
        {
            return default;
        }

        i = Blank(text, i);
        var word = i;
        while (word < text.Length && word - i < 20 && char.IsAsciiLetter(text[word]))
        {
            word++;
        }

        // name: string = "value", b"value", string("value")
        var after = Blank(text, word);
        if (after < text.Length && word > i && text[after] is '=' or '"' or '\'' or '`' or '(')
        {
            i = text[after] is '=' or '(' ? Blank(text, after + 1) : after;
        }
        else if (i < text.Length && text[i] == '@')
        {
            i++;
        }

        if (i >= text.Length)
        {
            return default;
        }

        quoted = text[i] is '"' or '\'' or '`';
        var rest = text.AsSpan(quoted ? i + 1 : i, Math.Min(LongestValue, text.Length - (quoted ? i + 1 : i)));
        var length = quoted ? rest.IndexOfAny(text[i], '\n', '\r') : rest.IndexOfAny(ValueEnds) is var stop and >= 0 ? stop : rest.Length;
        return length <= 0 || (quoted && rest[length] is '\n' or '\r') ? default : (quoted ? i + 1 : i, length);
    }

    private static int Blank(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Without quotes it may be an expression: nothing of one may be in it.</summary>
    private static bool IsPlain(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=' or '_' or '-' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}
