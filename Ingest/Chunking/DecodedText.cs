using System.Text;

namespace Julie.Ingest.Chunking;

/// <summary>The text of a blob and how its characters lie in the blob's bytes.</summary>
/// <param name="Text">Without byte order mark.</param>
/// <param name="Encoding">What it was decoded with.</param>
/// <param name="Preamble">Bytes before the first character.</param>
internal sealed record DecodedText(string Text, Encoding Encoding, int Preamble)
{
    /// <summary>Bytes that these characters take in the blob.</summary>
    public int Bytes(int start, int end) => Encoding.GetByteCount(Text.AsSpan(start, end - start));
}
