using Julie.Index.Ranking;

namespace Julie.Index.Search;

/// <summary>A passage with everything that ranks it.</summary>
/// <param name="Passage">What it says itself.</param>
/// <param name="Definitions">Symbols that begin there and that the query names.</param>
/// <param name="Places">Some of the files in scope that hold it, plainest first; never empty.</param>
/// <param name="Files">How many files in scope hold it.</param>
internal sealed record Candidate(FoundPassage Passage, IReadOnlyList<FoundSymbol> Definitions, IReadOnlyList<Place> Places, long Files);
