namespace Julie.Embedding.Manifest;

/// <summary>The service that computes a model's vectors, and its limits.</summary>
/// <param name="Endpoint">Address that requests are posted to.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="MaxTexts">Most texts of one request.</param>
/// <param name="MaxRequestTokens">Most tokens of one request, over all its texts.</param>
/// <param name="PricePerMillionTokens">US dollars; null where it is not known or nothing is charged.</param>
public sealed record RemoteManifest(string Endpoint, string Model, int MaxTexts, int MaxRequestTokens, decimal? PricePerMillionTokens = null)
{
    /// <summary>Room for what a service puts around a text: a prompt for the side (Voyage's are under ten tokens) and special tokens.</summary>
    internal const int ReservedTokens = 32;
}
