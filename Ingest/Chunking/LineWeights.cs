namespace Julie.Ingest.Chunking;

/// <summary>How well a source may be cut before a line.</summary>
internal static class LineWeights
{
    /// <summary>Weight of a cut between two neighbouring lines that are not blank.</summary>
    /// <param name="source">The source.</param>
    /// <param name="above">The last line before the cut.</param>
    /// <param name="below">The first line after it.</param>
    /// <param name="baseIndent">Smallest indentation in the part that is cut.</param>
    public static int Of(SourceText source, int above, int below, int baseIndent)
    {
        var before = source.Lines[above];
        var after = source.Lines[below];
        var weight = Math.Max(0, 4 - ((after.Indent - baseIndent) / 2));
        weight += below - above > 1 ? 5 : 0;
        weight += below - above > 2 ? 1 : 0;
        weight -= after.Inside ? 4 : 0;
        weight -= source.IsCloser(below) ? 8 : 0;
        weight -= before.Comment && !after.Comment ? 5 : 0;
        weight += after.Comment && !before.Comment ? 1 : 0;
        var code = source.Code(above);
        weight -= code is [.., '{' or '(' or '[' or ':' or ',' or '\\' or '='] ? 3 : 0;
        return weight;
    }

    /// <summary>Breaks ties by content (FNV-1a, the same in every process), so that a change elsewhere does not move a cut.</summary>
    public static uint Tie(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return hash;
    }
}
