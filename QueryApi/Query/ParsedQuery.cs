using Julie.Index.Search;

namespace Julie.QueryApi.Query;

/// <summary>A query as it was understood: what to search for, and where.</summary>
/// <param name="Terms">Words and phrases in their order; at least one.</param>
/// <param name="Filters">Conditions in their order.</param>
internal sealed record ParsedQuery(IReadOnlyList<QueryTerm> Terms, IReadOnlyList<QueryFilter> Filters)
{
    /// <summary>What to search for as plain text: for the model, and for the lexical part.</summary>
    public string Text { get; } = string.Join(' ', Terms.Select(term => term.Text));

    /// <summary>Texts that a result must hold.</summary>
    public IReadOnlyList<string> Phrases { get; } = [.. Terms.Where(term => term.Kind == TermKind.Phrase).Select(term => term.Text)];

    /// <summary>The same on these refs, as the parameter <c>ref</c> gives them.</summary>
    public ParsedQuery On(IEnumerable<string>? refs) =>
        this with { Filters = [.. Filters, .. (refs ?? []).Where(name => name.Length > 0).Select(name => new QueryFilter(FilterField.Ref, name, false, 0))] };

    public SearchFilters ToSearchFilters() =>
        new(Of(FilterField.Repository, false), Of(FilterField.Language, false), Of(FilterField.Path, false))
        {
            NotRepositories = Of(FilterField.Repository, true),
            NotLanguages = Of(FilterField.Language, true),
            NotPaths = Of(FilterField.Path, true),
            Refs = Of(FilterField.Ref, false),
            NotRefs = Of(FilterField.Ref, true),
        };

    private string[] Of(FilterField field, bool negated) =>
        [.. Filters.Where(filter => filter.Field == field && filter.Negated == negated).Select(filter => filter.Value)];
}
