using Julie.Index.Search.Patterns;

namespace Julie.Index.Search.Conditions;

/// <summary>A text occurs in the file. Where the query requires it, the places that are found are those where it stands.</summary>
/// <param name="Pattern">What is looked for.</param>
public sealed record TextCondition(CodePattern Pattern) : SearchCondition;
