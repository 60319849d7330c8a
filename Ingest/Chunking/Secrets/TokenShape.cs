using System.Buffers;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>A provider's token: what it begins with, and what follows.</summary>
/// <param name="Kind">As it is reported.</param>
/// <param name="Prefix">Its fixed beginning.</param>
/// <param name="Alphabet">Characters of the rest.</param>
/// <param name="Least">Fewest characters of the rest.</param>
/// <param name="Most">Most of them.</param>
/// <param name="KeepsPrefix">The prefix is no part of the secret: an address, a name.</param>
internal sealed record TokenShape(string Kind, string Prefix, SearchValues<char> Alphabet, int Least, int Most, bool KeepsPrefix = false);
