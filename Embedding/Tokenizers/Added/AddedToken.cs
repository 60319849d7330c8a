namespace Julie.Embedding.Tokenizers.Added;

/// <summary>A token that is found in the text itself, before words are cut.</summary>
internal sealed record AddedToken
{
    public required int Id { get; init; }

    public required string Content { get; init; }

    /// <summary>Only where no letter, mark, digit or underscore stands beside it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Takes the white space before it.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Takes the white space behind it.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Looked for in the normalised text, in its normalised form.</summary>
    public bool Normalized { get; init; }
}
