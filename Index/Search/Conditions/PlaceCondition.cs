namespace Julie.Index.Search.Conditions;

/// <summary>A condition on the place itself.</summary>
public abstract record PlaceCondition : SearchCondition;

/// <summary>A symbol begins there. Kinds alone also hold of places within such a symbol.</summary>
/// <param name="Names">
/// Names, in any case, with <c>*</c> for any characters: the symbol's own, or the end of its qualified one (<c>Shop.Cart.Add</c>); none: any symbol.
/// </param>
/// <param name="Kinds">Kinds; none: any kind.</param>
public sealed record SymbolCondition(IReadOnlyList<string> Names, IReadOnlyList<string> Kinds) : PlaceCondition;

/// <summary>All code terms of a text occur there, in any order.</summary>
/// <param name="Text">A word or an identifier.</param>
public sealed record TermsCondition(string Text) : PlaceCondition;
