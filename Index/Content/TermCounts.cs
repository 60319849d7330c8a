using System.Runtime.InteropServices;
using Julie.Index.Lexical;

namespace Julie.Index.Content;

/// <summary>What new passages add to the index's statistics.</summary>
/// <param name="Terms">How many of them hold each term.</param>
/// <param name="Passages">How many they are.</param>
/// <param name="Length">Occurrences of all terms in all of them.</param>
internal sealed record TermCounts(IReadOnlyDictionary<string, long> Terms, long Passages, long Length)
{
    public static TermCounts Of(IReadOnlyList<TermVector> passages)
    {
        var terms = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var term in passages.SelectMany(p => p.Terms))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(terms, term, out _)++;
        }

        return new(terms, passages.Count, passages.Sum(p => (long)p.Length));
    }
}
