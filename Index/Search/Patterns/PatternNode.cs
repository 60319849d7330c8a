namespace Julie.Index.Search.Patterns;

/// <summary>A regular expression as a tree. Captures are of no use here: a group is what stands in it.</summary>
internal abstract record PatternNode
{
    /// <summary>Nothing, which is everywhere.</summary>
    internal sealed record Empty : PatternNode;

    /// <summary>One character.</summary>
    /// <param name="Class">As .NET writes it: a character, an escape or a class.</param>
    /// <param name="Few">The characters that it may be, in lower case, where they are few; else null.</param>
    /// <param name="IgnoreCase">Whether case does not count.</param>
    internal sealed record One(string Class, char[]? Few, bool IgnoreCase) : PatternNode
    {
        /// <summary>The character, where it is no class.</summary>
        public char? Character { get; init; }
    }

    /// <summary>One after the other.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of them.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>Again and again.</summary>
    /// <param name="Part">What is repeated.</param>
    /// <param name="Min">At least so often.</param>
    /// <param name="Max">At most so often; null: without end.</param>
    /// <param name="Lazy">As seldom as possible.</param>
    internal sealed record Repeat(PatternNode Part, int Min, int? Max, bool Lazy) : PatternNode;

    /// <summary>A place between characters, as .NET writes it: <c>^</c>, <c>$</c>, <c>\A</c>, <c>\z</c>, <c>\b</c>, <c>\B</c>.</summary>
    internal sealed record Anchor(string Text) : PatternNode;
}
