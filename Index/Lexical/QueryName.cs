namespace Julie.Index.Lexical;

/// <summary>How sure it is that a part of a query is the name of a symbol.</summary>
internal enum NameKind
{
    /// <summary>The query is nothing else.</summary>
    Alone,

    /// <summary>Among other words, but written as only code is: <c>camelCase</c>, <c>snake_case</c>, <c>Router::new</c>.</summary>
    Written,

    /// <summary>A capitalised word: <c>how Monad composes</c> may mean the type.</summary>
    Capitalised,

    /// <summary>Neighbouring words read as one: <c>search engine</c> may mean SearchEngine or search_engine.</summary>
    Compound,
}

/// <summary>A part of a query that may name a symbol.</summary>
/// <param name="Text">As it was typed; of a compound in lower case.</param>
/// <param name="Scope">What qualifies it, in lower case: <c>router</c> in <c>Router::new</c>.</param>
/// <param name="Kind">How sure it is.</param>
internal sealed record QueryName(string Text, string? Scope, NameKind Kind)
{
    /// <summary>As the index is asked.</summary>
    public string Lower { get; } = Text.ToLowerInvariant();

    /// <summary>Whether the symbol has the capitals that were asked for: in small letters any.</summary>
    public bool IsSpelled(string symbol) => Text == Lower || Text == symbol;
}
