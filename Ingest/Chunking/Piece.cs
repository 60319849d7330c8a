using Julie.Ingest.Chunking.Symbols;

namespace Julie.Ingest.Chunking;

/// <summary>Lines that will be one chunk.</summary>
/// <param name="Start">First line, from 0.</param>
/// <param name="End">Last line.</param>
/// <param name="Owner">The symbol that it is named after; the root for none.</param>
internal readonly record struct Piece(int Start, int End, SymbolNode Owner);
