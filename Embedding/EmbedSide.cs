namespace Julie.Embedding;

/// <summary>Which side of a search a text stands on; models may treat the two differently.</summary>
public enum EmbedSide
{
    /// <summary>A passage of the index.</summary>
    Document,

    /// <summary>What somebody searches for.</summary>
    Query,
}
