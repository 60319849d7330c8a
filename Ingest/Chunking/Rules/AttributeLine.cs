namespace Julie.Ingest.Chunking.Rules;

/// <summary>One line of <c>.gitattributes</c>: a pattern, or the definition of a macro.</summary>
/// <param name="Pattern">Null for a macro.</param>
/// <param name="Macro">The macro's name; null for a pattern.</param>
/// <param name="States">Name and value in their order: <c>true</c>, <c>false</c>, a text, or null for <c>!name</c>.</param>
internal sealed record AttributeLine(WildPattern? Pattern, string? Macro, IReadOnlyList<KeyValuePair<string, string?>> States)
{
    public const string Set = "true";
    public const string Unset = "false";
}
