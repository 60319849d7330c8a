using Julie.Index.Search;

namespace Julie.QueryApi.Query;

/// <summary>A query as it was understood.</summary>
/// <param name="Tree">As it was typed.</param>
/// <param name="Mode">How it is searched for.</param>
/// <param name="Count">How many results it asks for.</param>
/// <param name="Text">What to rank by as plain text: for the model, and for the lexical part. Empty where nothing but patterns and filters is asked for.</param>
/// <param name="Filters">What must hold.</param>
internal sealed record ParsedQuery(QueryNode Tree, QueryMode Mode, int? Count, string Text, SearchFilters Filters)
{
    /// <summary>Words that are searched for, one by one.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>In mode symbol: the names and kinds that are looked for; they are not among the filters then.</summary>
    public (IReadOnlyList<string> Names, IReadOnlyList<string> Kinds) Symbols { get; init; } = ([], []);

    /// <summary>The same on these refs, as the parameter <c>ref</c> gives them.</summary>
    public ParsedQuery On(IEnumerable<string>? refs) => this with { Filters = Filters.On([.. (refs ?? []).Where(name => name.Length > 0)]) };
}
