using System.Collections.Frozen;

namespace Julie.Index.Lexical;

/// <summary>Words that carry the grammar of a question and say nothing about code. They count only where a query has nothing else.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words =
        """
        a about an and any are as at be been but by can could did do does every for from had has have how i if in into is it its
        me my of on or our should so some that the their them then there these they this those to used using was we were what when
        where which who why will with would you your code implemented implementation
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string term) => Words.Contains(term);
}
