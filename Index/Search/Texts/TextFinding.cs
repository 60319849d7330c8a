using System.Runtime.InteropServices;

namespace Julie.Index.Search.Texts;

/// <summary>A stretch of a text, in UTF-16 units.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>A place where the conditions hold.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Evidence">Where the required texts stand, in order; empty where none is required there.</param>
/// <param name="Passages">The passages that they stand in; all of the file's where no text is required. Only where passages were asked for.</param>
internal sealed record TextFinding(TextFile File, string Text, IReadOnlyList<TextRange> Evidence, IReadOnlyList<long> Passages);
