namespace Julie.Embedding.Batching;

/// <summary>A tokenised text that waits for the device.</summary>
/// <param name="Call">Whose text it is.</param>
/// <param name="Index">Its place among the texts of its call.</param>
/// <param name="Row">Its tokens.</param>
internal sealed record PendingText(EmbedCall Call, int Index, TokenRow Row)
{
    /// <summary>Whether it has left the queue; guarded by the queue.</summary>
    public bool Taken { get; set; }
}
