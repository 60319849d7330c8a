namespace Julie.Embedding.Tokenizers.Unicode;

/// <summary>What Hugging Face's library takes a code point for, in each of the places where it asks.</summary>
[Flags]
internal enum CharacterClass : ushort
{
    None = 0,

    /// <summary><c>\p{L}</c> of a split's pattern.</summary>
    Letter = 1,

    /// <summary><c>\p{N}</c> of a split's pattern.</summary>
    Number = 2,

    /// <summary><c>\s</c>: White_Space.</summary>
    Space = 4,

    /// <summary>Isolated by BERT's pre-tokenizer and by Punctuation.</summary>
    Punctuation = 8,

    /// <summary>Removed by BERT's cleaning.</summary>
    Control = 16,

    /// <summary>A space after BERT's cleaning.</summary>
    Blank = 32,

    /// <summary>Split off by Digits.</summary>
    Numeric = 64,

    /// <summary><c>\w</c>, which bounds added tokens that must be single words.</summary>
    Word = 128,

    /// <summary>Nonspacing: removed by BERT's accent stripping.</summary>
    Accent = 256,

    /// <summary>Combining: removed by StripAccents.</summary>
    Mark = 512,

    /// <summary>NFC may change it or what stands before it.</summary>
    Composes = 1024,

    /// <summary>Has a canonical decomposition.</summary>
    Decomposes = 2048,

    /// <summary>Its lower case is something else.</summary>
    Lowers = 4096,

    /// <summary>Has a canonical combining class other than 0, so it may change places.</summary>
    Moves = 8192,

    /// <summary>A word by itself for BERT.</summary>
    Ideograph = 16384,
}
