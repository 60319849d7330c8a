using Julie.Index.Trigrams;

namespace Julie.Index.Search.Conditions;

/// <summary>Questions about a condition as a whole.</summary>
internal static class ConditionTree
{
    /// <summary>Whether it says which refs are searched. What a condition leaves out says nothing of where to look.</summary>
    public static bool NamesRefs(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.Any(NamesRefs),
        AnyOf any => any.Parts.Any(NamesRefs),
        FileCondition { Field: FileField.Ref } => true,
        _ => false,
    };

    /// <summary>A branch that names no ref, beside one that does, means the default ones, as a query without any does.</summary>
    public static SearchCondition WithDefaultRefs(SearchCondition condition) => condition switch
    {
        AllOf all => new AllOf([.. all.Parts.Select(WithDefaultRefs)]),
        AnyOf any when any.Parts.Any(NamesRefs) => new AnyOf(
            [.. any.Parts.Select(p => NamesRefs(p) ? WithDefaultRefs(p) : new AllOf([new FileCondition(FileField.DefaultRef, ""), p]))]),
        _ => condition,
    };

    public static bool HoldsText(SearchCondition condition) => Atoms(condition).Any(c => c is TextCondition);

    public static bool HoldsPlace(SearchCondition condition) => Atoms(condition).Any(c => c is PlaceCondition);

    /// <summary>Whether it names what is wanted, a text or a symbol, so that a place may be found without any word of the query.</summary>
    public static bool Leads(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.Any(Leads),
        AnyOf { Parts.Count: > 0 } any => any.Parts.All(Leads),
        TextCondition => true,
        SymbolCondition symbol => symbol.Names.Count > 0,
        _ => false,
    };

    /// <summary>The patterns that are required somewhere: those that a place can show.</summary>
    public static IEnumerable<TextCondition> Wanted(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Wanted),
        AnyOf any => any.Parts.SelectMany(Wanted),
        TextCondition text => [text],
        _ => [],
    };

    /// <summary>The conditions that it is made of, each once.</summary>
    public static IEnumerable<SearchCondition> Atoms(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Atoms).Distinct(ReferenceEqualityComparer.Instance).Cast<SearchCondition>(),
        AnyOf any => any.Parts.SelectMany(Atoms).Distinct(ReferenceEqualityComparer.Instance).Cast<SearchCondition>(),
        NoneOf none => Atoms(none.Part),
        _ => [condition],
    };

    /// <summary>Trigrams that a file must hold for the condition to be able to hold.</summary>
    public static TrigramQuery Trigrams(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.Select(Trigrams).Aggregate(TrigramQuery.All, TrigramQuery.And),
        AnyOf { Parts.Count: > 0 } any => any.Parts.Select(Trigrams).Aggregate(TrigramQuery.Or),
        TextCondition text => text.Pattern.Trigrams,
        _ => TrigramQuery.All,
    };
}
