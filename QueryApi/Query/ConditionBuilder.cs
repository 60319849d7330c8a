using Julie.Index.Search.Conditions;
using Julie.Index.Search.Patterns;
using Julie.Index.Snapshots;

namespace Julie.QueryApi.Query;

/// <summary>
/// A query's tree as a condition; null is "true". A word ranks and asks for nothing, unless it is left out or is a pattern. Filters of one field that stand
/// beside each other are alternatives.
/// </summary>
internal sealed class ConditionBuilder(QueryMode mode)
{
    public SearchCondition? All(IReadOnlyList<QueryNode> parts, bool negated = false)
    {
        List<SearchCondition> conditions = [];
        foreach (IGrouping<FilterField, QueryNode.Filter> same in parts.OfType<QueryNode.Filter>().Where(f => f.Field is not (FilterField.Symbol or FilterField.Kind)).GroupBy(f => f.Field))
        {
            SearchCondition[] alternatives = [.. same.Select(File)];
            conditions.Add(alternatives is [var one] ? one : new AnyOf(alternatives));
        }

        string[] names = Values(parts, FilterField.Symbol);
        string[] kinds = Values(parts, FilterField.Kind);
        if (names.Length + kinds.Length > 0)
        {
            conditions.Add(new SymbolCondition(names, [.. kinds.SelectMany(SymbolKinds.Of)]));
        }

        foreach (QueryNode part in parts.Where(part => part is not QueryNode.Filter))
        {
            if (Build(part, negated) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions switch { [] => null, [var one] => one, _ => new AllOf(conditions) };
    }

    private SearchCondition? Build(QueryNode node, bool negated)
    {
        switch (node)
        {
            case QueryNode.All all:
                return All(all.Parts, negated);
            case QueryNode.Any any:
                SearchCondition?[] parts = [.. any.Parts.Select(part => Build(part, negated))];
                return parts.Contains(null) ? null : new AnyOf(parts!);
            case QueryNode.Not not:
                return new NoneOf(Build(not.Part, !negated) ?? new AllOf([]));
            case QueryNode.Regex regex:
                return Text(regex, () => CodePattern.Regex(regex.Text), 1);
            case QueryNode.Phrase phrase:
                return Text(phrase, () => CodePattern.Phrase(phrase.Text), 1);
            case QueryNode.Word word when mode == QueryMode.Regex:
                return Text(word, () => CodePattern.Regex(word.Text), 0);
            case QueryNode.Word word:
                return negated ? new TermsCondition(word.Text) : null;
            default:
                return All([node], negated);
        }
    }

    private static TextCondition Text(QueryNode node, Func<CodePattern> pattern, int offset)
    {
        try
        {
            return new TextCondition(pattern());
        }
        catch (InvalidPatternException e)
        {
            int start = Math.Min(node.Span.Start + offset + e.Position, node.Span.End);
            throw InvalidQueryException.At(Span.Between(start, Math.Min(start + e.Length, node.Span.End)), $"The pattern at character {node.Span.Start + 1} cannot be used: {e.Message}.");
        }
    }

    private static FileCondition File(QueryNode.Filter filter) => filter.Field == FilterField.Is
        ? new FileCondition(FileField.Flag, FilterValues.Check(filter))
        : new FileCondition(
            filter.Field switch
            {
                FilterField.Repository => FileField.Repository,
                FilterField.Language => FileField.Language,
                FilterField.Path => FileField.Path,
                FilterField.Ref => FileField.Ref,
                _ => FileField.Name,
            },
            FilterValues.Check(filter));

    private static string[] Values(IReadOnlyList<QueryNode> parts, FilterField field) =>
        [.. parts.OfType<QueryNode.Filter>().Where(filter => filter.Field == field).Select(FilterValues.Check)];
}
