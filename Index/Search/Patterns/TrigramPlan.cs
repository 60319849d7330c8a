using Julie.Index.Trigrams;

namespace Julie.Index.Search.Patterns;

/// <summary>
/// What is known of the texts that a pattern matches: all of them where they are few, else how they begin and end, and the trigrams that are in
/// each. The algorithm of R. Cox, "Regular Expression Matching with a Trigram Index", 2012; everything is in lower case, as the index is.
/// </summary>
internal sealed class TrigramPlan
{
    private const int MostExact = 16;
    private const int MostEnds = 20;

    private bool _canBeEmpty;
    private HashSet<string>? _exact;
    private HashSet<string> _prefix = [""];
    private HashSet<string> _suffix = [""];
    private TrigramQuery _match = TrigramQuery.All;

    public static TrigramQuery Of(PatternNode node)
    {
        var plan = Plan(node);
        plan.Loosen();
        return TrigramQuery.And(plan._match, TrigramQuery.And(TrigramQuery.OneOf(plan._prefix), TrigramQuery.OneOf(plan._suffix)));
    }

    private static TrigramPlan Plan(PatternNode node) => node switch
    {
        PatternNode.One one => one.Few is null ? new TrigramPlan() : Exactly([.. one.Few.Select(c => c.ToString())]),
        PatternNode.Sequence sequence => sequence.Parts.Select(Plan).Aggregate(Exactly([""]), Concatenate),
        PatternNode.Choice choice => choice.Parts.Select(Plan).Aggregate(Either),
        PatternNode.Repeat repeat => Repeated(repeat),
        _ => Exactly([""]),
    };

    private static TrigramPlan Exactly(HashSet<string> texts) => new() { _exact = texts, _canBeEmpty = texts.Contains("") };

    private static TrigramPlan Repeated(PatternNode.Repeat repeat)
    {
        var part = Plan(repeat.Part);
        if (repeat is { Min: 0, Max: 1 })
        {
            return Either(part, Exactly([""]));
        }

        if (repeat.Min == 0)
        {
            return new TrigramPlan { _canBeEmpty = true };
        }

        if (repeat.Min == repeat.Max && repeat.Min <= 4)
        {
            return Enumerable.Repeat(0, repeat.Min).Select(_ => Plan(repeat.Part)).Aggregate(Concatenate);
        }

        // Once at least: it begins and ends as the part does.
        part.Loosen();
        return part;
    }

    private static TrigramPlan Concatenate(TrigramPlan x, TrigramPlan y)
    {
        var plan = new TrigramPlan { _canBeEmpty = x._canBeEmpty && y._canBeEmpty, _match = TrigramQuery.And(x._match, y._match) };
        if (x._exact is not null && y._exact is not null)
        {
            plan._exact = Cross(x._exact, y._exact);
        }
        else
        {
            plan._prefix = x._exact is not null ? Cross(x._exact, y._prefix) : x._canBeEmpty ? [.. x._prefix, .. y._exact ?? y._prefix] : [.. x._prefix];
            plan._suffix = y._exact is not null ? Cross(x._suffix, y._exact) : y._canBeEmpty ? [.. y._suffix, .. x._exact ?? x._suffix] : [.. y._suffix];
            if (x._exact is null && y._exact is null && x._suffix.Count * y._prefix.Count <= MostEnds)
            {
                plan._match = TrigramQuery.And(plan._match, TrigramQuery.OneOf(Cross(x._suffix, y._prefix)));
            }
        }

        plan.Simplify();
        return plan;
    }

    private static TrigramPlan Either(TrigramPlan x, TrigramPlan y)
    {
        var plan = new TrigramPlan { _canBeEmpty = x._canBeEmpty || y._canBeEmpty };
        if (x._exact is not null && y._exact is not null)
        {
            plan._exact = [.. x._exact, .. y._exact];
        }
        else
        {
            x.Loosen();
            y.Loosen();
            plan._prefix = [.. x._prefix, .. y._prefix];
            plan._suffix = [.. x._suffix, .. y._suffix];
            plan._match = TrigramQuery.Or(x._match, y._match);
        }

        plan.Simplify();
        return plan;
    }

    /// <summary>Gives up knowing every text, and keeps what follows from it.</summary>
    private void Loosen()
    {
        if (_exact is not null)
        {
            _match = TrigramQuery.And(_match, TrigramQuery.OneOf(_exact));
            (_prefix, _suffix, _exact) = ([.. _exact], [.. _exact], null);
            Simplify();
        }
    }

    private void Simplify()
    {
        if (_exact is not null)
        {
            if (_exact.Count > MostExact || _exact.Any(e => e.Length > 200))
            {
                Loosen();
            }

            return;
        }

        _match = TrigramQuery.And(_match, TrigramQuery.And(Shorten(ref _prefix, (text, length) => text[..length]), Shorten(ref _suffix, (text, length) => text[^length..])));
    }

    /// <summary>Ends are kept to two characters, or fewer where they are many: what is longer is in trigrams.</summary>
    private static TrigramQuery Shorten(ref HashSet<string> ends, Func<string, int, string> end)
    {
        var query = ends.Any(e => e.Length > 2) ? TrigramQuery.OneOf(ends) : TrigramQuery.All;
        for (var length = 2; length >= 0 && (ends.Count > MostEnds || ends.Any(e => e.Length > length)); length--)
        {
            ends = [.. ends.Select(e => e.Length > length ? end(e, length) : e)];
            if (ends.Count <= MostEnds)
            {
                break;
            }
        }

        return query;
    }

    private static HashSet<string> Cross(IEnumerable<string> a, IReadOnlyCollection<string> b) => [.. a.SelectMany(x => b.Select(y => x + y))];
}
