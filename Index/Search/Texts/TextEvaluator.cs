using Julie.Index.Search.Conditions;

namespace Julie.Index.Search.Texts;

/// <summary>Decides a condition: what SQL said of file and place, what the patterns found in the text.</summary>
internal sealed class TextEvaluator
{
    private readonly SearchCondition _root;
    private readonly Dictionary<SearchCondition, int> _files = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SearchCondition, int> _places = new(ReferenceEqualityComparer.Instance);

    public TextEvaluator(SearchCondition root, IReadOnlyList<SearchCondition> files, IReadOnlyList<SearchCondition> places)
    {
        _root = root;
        Number(files, _files);
        Number(places, _places);
        Patterns = [.. ConditionTree.Atoms(root).OfType<TextCondition>()];
    }

    public IReadOnlyList<TextCondition> Patterns { get; }

    /// <summary>Whether it holds, and what shows it: the matches that are required.</summary>
    public (bool Holds, IReadOnlyList<TextRange> Evidence) Decide(bool[] files, bool[] places, IReadOnlyDictionary<SearchCondition, List<TextRange>> found)
    {
        var evidence = new List<TextRange>();
        return Holds(_root, files, places, found, evidence) ? (true, Merge(evidence)) : (false, []);
    }

    private static void Number(IReadOnlyList<SearchCondition> conditions, Dictionary<SearchCondition, int> numbers)
    {
        foreach (var condition in conditions)
        {
            numbers[condition] = numbers.Count;
        }
    }

    private bool Holds(
        SearchCondition condition, bool[] files, bool[] places, IReadOnlyDictionary<SearchCondition, List<TextRange>> found, List<TextRange> evidence)
    {
        switch (condition)
        {
            case AllOf all:
                return all.Parts.All(p => Holds(p, files, places, found, evidence));
            case AnyOf any:
                var holds = false;
                foreach (var part in any.Parts)
                {
                    // Every branch that holds shows where.
                    var own = new List<TextRange>();
                    if (Holds(part, files, places, found, own))
                    {
                        holds = true;
                        evidence.AddRange(own);
                    }
                }

                return holds;
            case NoneOf none:
                return !Holds(none.Part, files, places, found, []);
            case TextCondition:
                evidence.AddRange(found[condition]);
                return found[condition].Count > 0;
            case PlaceCondition:
                return places.Length == 0 || places[_places[condition]];
            default:
                return files[_files[condition]];
        }
    }

    /// <summary>In order; what overlaps is one.</summary>
    private static List<TextRange> Merge(List<TextRange> ranges)
    {
        ranges.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var merged = new List<TextRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.Start < merged[^1].End)
            {
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, range.End) - merged[^1].Start };
            }
            else if (merged.Count == 0 || range != merged[^1])
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
