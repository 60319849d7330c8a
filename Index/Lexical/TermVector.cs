using System.Text;

namespace Julie.Index.Lexical;

/// <summary>The terms of one passage with their positions, as Postgres stores them: a <c>tsvector</c> that keeps term frequencies.</summary>
internal sealed class TermVector
{
    // Limits of tsvector: 255 positions of a lexeme, positions up to 16,383.
    private const int MaxPositions = 255;
    private const int MaxPosition = 16383;

    private readonly Dictionary<string, List<(int Position, bool InScope)>> _terms = new(StringComparer.Ordinal);

    private TermVector(string scope, string body)
    {
        var scopeLength = Add(scope, 1, inScope: true);
        Add(body, 1 + scopeLength, inScope: false);
    }

    /// <summary>Occurrences of all terms: the document length of BM25.</summary>
    public int Length { get; private set; }

    public IReadOnlyCollection<string> Terms => _terms.Keys;

    public static TermVector Of(string scope, string body) => new(scope, body);

    /// <summary>Text form of the tsvector: <c>'embed':1A,7 'jobs':8</c>. Terms hold letters, digits and underscores only: nothing to escape.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (term, places) in _terms)
        {
            text.Append('\'').Append(term).Append("':");
            foreach (var (position, inScope) in places)
            {
                text.Append(position);
                text.Append(inScope ? "A," : ",");
            }

            text.Length--;
            text.Append(' ');
        }

        return text.ToString();
    }

    private int Add(string text, int first, bool inScope)
    {
        var lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        return CodeTerms.Visit(text, (term, position) =>
        {
            Length++;
            if (!lookup.TryGetValue(term, out var places))
            {
                lookup[term] = places = [];
            }

            var place = Math.Min(first + position, MaxPosition);
            if (places.Count < MaxPositions && (places.Count == 0 || places[^1].Position != place))
            {
                places.Add((place, inScope));
            }
        });
    }
}
