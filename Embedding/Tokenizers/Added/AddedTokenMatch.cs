namespace Julie.Embedding.Tokenizers.Added;

/// <summary>An added token in a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Its first character, stripped white space included.</param>
/// <param name="End">The character after it.</param>
internal readonly record struct AddedTokenMatch(int Id, int Start, int End);
