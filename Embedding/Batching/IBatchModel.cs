namespace Julie.Embedding.Batching;

/// <summary>What runs batches; a seam, so that the runner's rules are tested without a device that fails on demand.</summary>
internal interface IBatchModel
{
    /// <summary>Numbers of a vector that the model gives.</summary>
    int Dimensions { get; }

    /// <summary>Runs one batch on the caller's thread.</summary>
    /// <param name="rows">Tokens of each text.</param>
    /// <param name="side">Document or query.</param>
    /// <param name="vectors">Receives [rows, dimensions], pooled, not normalised.</param>
    /// <param name="cancellationToken">Ends the run as soon as the device allows.</param>
    /// <exception cref="DeviceMemoryException">The device had no room.</exception>
    void Run(IReadOnlyList<TokenRow> rows, EmbedSide side, Span<float> vectors, CancellationToken cancellationToken);
}
