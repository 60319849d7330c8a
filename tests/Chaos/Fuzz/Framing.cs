namespace Julie.Chaos.Tests.Fuzz;

/// <summary>How a request's body is framed.</summary>
internal enum Framing
{
    Length,
    Chunked,

    /// <summary>The length promises more than comes before the client stops sending.</summary>
    LengthTooLong,

    /// <summary>What comes after the promised length reads like another request.</summary>
    LengthTooShort,
    LengthNegative,
    LengthHuge,
    LengthTwice,
    LengthAndChunked,
    ChunkSizeBad,

    /// <summary>The last chunk never comes.</summary>
    ChunkMissing,
    None,
}
