using System.Security.Cryptography;
using System.Text;
using Julie.Index.Content;
using Julie.Index.Snapshots;

namespace Julie.Index.Tests.Support;

/// <summary>Files as Git and the chunker would give them. A blank line ends a chunk; a first line <c>def NAME</c> names its symbol.</summary>
internal static class TestFile
{
    public static NewChunkedBlob Blob(string path, string text)
    {
        var chunks = new List<NewChunk>();
        var symbols = new List<NewSymbol>();
        var (line, start) = (1, 0);
        foreach (var body in text.Split("\n\n"))
        {
            var lines = body.Count(c => c == '\n') + 1;
            if (body.Length > 0)
            {
                var symbol = body.StartsWith("def ", StringComparison.Ordinal) ? body.Split('\n', ' ', '(')[1] : null;
                chunks.Add(new(
                    start, start + body.Length, line, line + lines - 1, symbol, symbol is null ? null : "function", body.Length / 4, $"{Language(path)} {symbol}", body));
                if (symbol is not null)
                {
                    symbols.Add(new(symbol, "function", null, line, line + lines - 1));
                }
            }

            line += lines + 1;
            start += body.Length + 2;
        }

        return new(new("sha1", ObjectId(text)), text.Length, Language(path), null, chunks, symbols) { Text = text };
    }

    public static SnapshotEntry Entry(string path, string text) => new(
        path, 0x81A4, ObjectId(text), text.Length, Language(path),
        path.StartsWith("tests/", StringComparison.Ordinal) ? TreeEntryFlags.Test : TreeEntryFlags.None, null);

    private static string ObjectId(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];

    private static string Language(string path) => Path.GetExtension(path) switch
    {
        ".py" => "python",
        ".cs" => "csharp",
        ".md" => "markdown",
        _ => "text",
    };
}
