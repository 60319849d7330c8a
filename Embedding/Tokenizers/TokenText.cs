namespace Julie.Embedding.Tokenizers;

/// <summary>How the texts of tokens make up a text again.</summary>
internal enum TokenText
{
    /// <summary>One behind the other.</summary>
    Plain,

    /// <summary>Words with spaces between; <c>##</c> continues one.</summary>
    Words,

    /// <summary>Each character is a byte of UTF-8.</summary>
    Bytes,

    /// <summary><c>▁</c> is a space, <c>&lt;0x0A&gt;</c> a byte.</summary>
    Pieces,
}
