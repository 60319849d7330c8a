namespace Julie.Embedding.Remote;

/// <summary>Vectors of one request, in the order of its texts: rows of a flat array.</summary>
/// <param name="Vectors">Texts times dimensions numbers, as the service gave them; not yet checked for NaN.</param>
/// <param name="Tokens">What the service counted and bills; null where it does not say.</param>
internal sealed record RemoteAnswer(float[] Vectors, int? Tokens);
