using System.Globalization;
using System.Text;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>One request as bytes: nothing between the fuzzer and the server corrects it.</summary>
internal sealed record HookInput(string Kind, string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, Framing Framing)
{
    /// <summary>Whether the client stops sending afterwards: only then does the server learn that the rest will not come.</summary>
    public bool Ends => Framing is Framing.LengthTooLong or Framing.ChunkMissing or Framing.LengthHuge;

    /// <summary>Whether the connection can carry another request afterwards.</summary>
    public bool KeepsConnection => Framing is Framing.Length or Framing.Chunked;

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        Write(bytes, $"{Method} {Path} HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var (name, value) in Headers)
        {
            Write(bytes, $"{name}: {value}\r\n");
        }

        Write(bytes, Framing switch
        {
            Framing.Length => Length(Body.Length),
            Framing.LengthTooLong => Length(Body.Length + 100),
            Framing.LengthTooShort => Length(Body.Length / 2),
            Framing.LengthNegative => "Content-Length: -1\r\n",
            Framing.LengthHuge => "Content-Length: 99999999999\r\n",
            Framing.LengthTwice => Length(Body.Length) + Length(Body.Length + 1),
            Framing.LengthAndChunked => Length(Body.Length) + "Transfer-Encoding: chunked\r\n",
            Framing.None => "",
            _ => "Transfer-Encoding: chunked\r\n",
        });
        Write(bytes, "\r\n");
        if (Framing is Framing.Chunked or Framing.ChunkMissing or Framing.LengthAndChunked or Framing.ChunkSizeBad)
        {
            WriteChunks(bytes);
        }
        else
        {
            bytes.Write(Body);
        }

        return bytes.ToArray();
    }

    /// <summary>For a person who wants to send it again.</summary>
    public override string ToString()
    {
        var text = Encoding.Latin1.GetString(ToBytes());
        return $"{Kind}: {(text.Length > 1500 ? $"{text[..1500]}... ({text.Length} bytes)" : text)}";
    }

    private static string Length(long length) => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");

    // Latin-1: each character is one byte, also those that no header may hold.
    private static void Write(MemoryStream bytes, string text) => bytes.Write(Encoding.Latin1.GetBytes(text));

    private void WriteChunks(MemoryStream bytes)
    {
        foreach (var chunk in Body.Chunk(700))
        {
            Write(bytes, Framing == Framing.ChunkSizeBad ? "zz\r\n" : $"{chunk.Length:x}\r\n");
            bytes.Write(chunk);
            Write(bytes, "\r\n");
        }

        Write(bytes, Framing == Framing.ChunkMissing ? "" : "0\r\n\r\n");
    }
}
