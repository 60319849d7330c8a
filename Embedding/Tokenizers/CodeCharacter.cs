namespace Julie.Embedding.Tokenizers;

/// <summary>Kinds of characters; words are runs of one kind.</summary>
internal enum CodeCharacter : byte
{
    /// <summary>White space, control characters and underscores: never a token.</summary>
    Gap,

    /// <summary>Punctuation: a token where the vocabulary has it, else dropped.</summary>
    Mark,

    /// <summary>Small letters, and letters without case.</summary>
    Lower,

    /// <summary>Capitals.</summary>
    Upper,

    /// <summary>Decimal digits.</summary>
    Digit,

    /// <summary>A letter that is a word by itself.</summary>
    Single,

    /// <summary>Half of a character beyond the basic plane.</summary>
    Surrogate,
}
