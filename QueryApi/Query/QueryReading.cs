using System.Globalization;
using Julie.Index.Search;
using Julie.Index.Search.Conditions;

namespace Julie.QueryApi.Query;

/// <summary>From the tree to what is searched for: words rank, all else is a condition.</summary>
internal static class QueryReading
{
    private const int HighestCount = 1_000;

    public static ParsedQuery Of(QueryNode? tree, string typed, QueryMode? otherwise, QueryMode? only = null)
    {
        List<QueryNode.Setting> settings = [];
        QueryNode? rest = Strip(tree, settings);
        string? mode = Setting(settings, SettingField.Mode);
        string? count = Setting(settings, SettingField.Count);
        QueryNode[] parts = rest is QueryNode.All all ? [.. all.Parts] : rest is null ? [] : [rest];
        List<QueryNode> wanted = [];
        foreach (QueryNode part in parts)
        {
            Collect(part, wanted);
        }

        if (wanted.Count == 0)
        {
            throw new InvalidQueryException("The query has filters only: add a word to search for.", 0, typed.Length);
        }

        QueryMode how = mode is null ? otherwise ?? Default(wanted) : Enum.Parse<QueryMode>(mode, ignoreCase: true);
        if (only is not null && how != only)
        {
            throw InvalidQueryException.At(settings.First(setting => setting.Field == SettingField.Mode).Span, $"This address looks for names: leave mode: out.");
        }

        string[] words = [.. wanted.OfType<QueryNode.Word>().Select(word => word.Text)];
        int? most = count is null ? null : int.Parse(count, CultureInfo.InvariantCulture);
        return how == QueryMode.Symbol
            ? new ParsedQuery(tree!, how, most, "", Filters([.. parts.Where(part => !IsOfSymbol(part))], how)) { Symbols = SymbolsOf(parts, wanted), Words = words }
            : new ParsedQuery(tree!, how, most, Text(wanted, how), Filters(parts, how)) { Words = how == QueryMode.Regex ? [] : words };
    }

    /// <summary>The tree without its settings: they hold for the whole query, wherever they stand.</summary>
    private static QueryNode? Strip(QueryNode? node, List<QueryNode.Setting> settings)
    {
        switch (node)
        {
            case QueryNode.Setting setting:
                settings.Add(setting);
                return null;
            case QueryNode.All all:
                QueryNode[] parts = [.. all.Parts.Select(part => Strip(part, settings)).OfType<QueryNode>()];
                return parts.Length < 2 ? parts.FirstOrDefault() : all with { Parts = parts };
            case QueryNode.Any any:
                QueryNode[] choices = [.. any.Parts.Select(part => Strip(part, settings)).OfType<QueryNode>()];
                return choices.Length < 2 ? choices.FirstOrDefault() : any with { Parts = choices };
            case QueryNode.Not not:
                int before = settings.Count;
                QueryNode? left = Strip(not.Part, settings);
                return settings.Count == before
                    ? left is null ? null : not with { Part = left }
                    : throw InvalidQueryException.At(settings[before].Span, $"{QueryNames.Of(settings[before].Field)}: cannot be left out: it says how to search, not what.");
            default:
                return node;
        }
    }

    private static string? Setting(List<QueryNode.Setting> settings, SettingField field)
    {
        QueryNode.Setting[] found = [.. settings.Where(setting => setting.Field == field)];
        return found.Length > 1
            ? throw InvalidQueryException.At(found[1].Span, $"{QueryNames.Of(field)}: is there twice: leave one.")
            : found is [var one] ? Check(one) : null;
    }

    private static string Check(QueryNode.Setting setting)
    {
        if (setting.Field == SettingField.Mode)
        {
            return FilterValues.Mode(setting);
        }

        return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= HighestCount
            ? setting.Value
            : throw InvalidQueryException.At(setting.Span, $"count:{setting.Value} is not a number from 1 to {HighestCount}.");
    }

    /// <summary>What is searched for: words, phrases, patterns and symbols that are not left out.</summary>
    private static void Collect(QueryNode node, List<QueryNode> wanted)
    {
        switch (node)
        {
            case QueryNode.All all:
                all.Parts.ToList().ForEach(part => Collect(part, wanted));
                break;
            case QueryNode.Any any:
                any.Parts.ToList().ForEach(part => Collect(part, wanted));
                break;
            case QueryNode.Word or QueryNode.Phrase or QueryNode.Regex or QueryNode.Filter { Field: FilterField.Symbol }:
                wanted.Add(node);
                break;
        }
    }

    private static bool IsOfSymbol(QueryNode part) => part is QueryNode.Word or QueryNode.Phrase or QueryNode.Filter { Field: FilterField.Symbol or FilterField.Kind };

    private static (IReadOnlyList<string> Names, IReadOnlyList<string> Kinds) SymbolsOf(QueryNode[] parts, List<QueryNode> wanted)
    {
        if (wanted.OfType<QueryNode.Regex>().FirstOrDefault() is { } pattern)
        {
            throw InvalidQueryException.At(pattern.Span, $"mode:symbol looks for names, not for patterns: write the beginning of a name, or * for any characters.");
        }

        string[] names = [.. wanted.Select(node => node switch { QueryNode.Word word => word.Text, QueryNode.Phrase phrase => phrase.Text, _ => ((QueryNode.Filter)node).Value })];
        return (names, [.. parts.OfType<QueryNode.Filter>().Where(filter => filter.Field == FilterField.Kind).Select(FilterValues.Check).SelectMany(SymbolKinds.Of)]);
    }

    private static QueryMode Default(List<QueryNode> wanted) =>
        wanted.Any(node => node is QueryNode.Regex) && !wanted.Any(node => node is QueryNode.Word) ? QueryMode.Regex : QueryMode.Hybrid;

    private static string Text(List<QueryNode> wanted, QueryMode mode)
    {
        string[] words = mode == QueryMode.Regex ? [] : [.. wanted.Select(node => node switch { QueryNode.Word word => word.Text, QueryNode.Phrase phrase => phrase.Text, _ => "" }).Where(text => text.Length > 0)];
        string[] names = [.. wanted.OfType<QueryNode.Filter>().Select(symbol => symbol.Value.Replace('*', ' ').Trim()).Where(name => name.Length > 0)];
        return string.Join(' ', words.Length > 0 || mode == QueryMode.Regex ? words : names);
    }

    /// <summary>What narrows the whole query goes into lists, which the index knows how to make use of; the rest is a condition.</summary>
    private static SearchFilters Filters(QueryNode[] parts, QueryMode mode)
    {
        QueryNode[] rest = [.. parts.Where(part => !IsListed(part))];
        bool refsInside = rest.Any(NamesRef);
        SearchCondition? where = new ConditionBuilder(mode).All(refsInside ? [.. rest, .. parts.Where(part => Is(part, FilterField.Ref, false))] : rest);
        return new SearchFilters(Of(FilterField.Repository, false), Of(FilterField.Language, false), Of(FilterField.Path, false))
        {
            NotRepositories = Of(FilterField.Repository, true),
            NotLanguages = Of(FilterField.Language, true),
            NotPaths = Of(FilterField.Path, true),
            Refs = refsInside ? [] : Of(FilterField.Ref, false),
            NotRefs = Of(FilterField.Ref, true),
            Where = where,
        };

        string[] Of(FilterField field, bool negated) =>
            [.. parts.Where(part => Is(part, field, negated)).Select(part => FilterValues.Check((QueryNode.Filter)(part is QueryNode.Not not ? not.Part : part)))];
    }

    private static bool IsListed(QueryNode part) =>
        (part is QueryNode.Not not ? not.Part : part) is QueryNode.Filter { Field: FilterField.Repository or FilterField.Language or FilterField.Path or FilterField.Ref };

    private static bool Is(QueryNode part, FilterField field, bool negated) =>
        negated ? part is QueryNode.Not { Part: QueryNode.Filter inner } && inner.Field == field : part is QueryNode.Filter filter && filter.Field == field;

    private static bool NamesRef(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.Any(NamesRef),
        QueryNode.Any any => any.Parts.Any(NamesRef),
        QueryNode.Filter { Field: FilterField.Ref } => true,
        _ => false,
    };
}
