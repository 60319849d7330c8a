namespace Julie.QueryApi.Query;

/// <summary>A stretch of the query as it was typed.</summary>
/// <param name="Start">Its first character, from 0.</param>
/// <param name="Length">How many characters.</param>
internal readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public static Span Between(int start, int end) => new(start, end - start);
}
