namespace Julie.Embedding.Tokenizers;

/// <summary>A token and the part of the original text that it stands for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">The first character.</param>
/// <param name="End">The character after the last.</param>
internal readonly record struct LocatedToken(int Id, int Start, int End);
