namespace Julie.Ingest.Chunking.Rules;

/// <summary>One pattern of an ignore file.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Negated">It takes back what an earlier one ignored.</param>
/// <param name="FoldersOnly">It ended with a slash.</param>
internal sealed record IgnoreLine(WildPattern Pattern, bool Negated, bool FoldersOnly);
