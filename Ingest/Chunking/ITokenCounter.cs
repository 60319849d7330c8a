namespace Julie.Ingest.Chunking;

/// <summary>Counts as the model will (law 7). Safe for concurrent use.</summary>
internal interface ITokenCounter
{
    /// <summary>Tokens of a whole embed input, special tokens and the model's prefix included; of nothing, those alone.</summary>
    int Count(ReadOnlySpan<char> text);
}
