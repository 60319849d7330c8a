namespace Julie.Index.Segments;

/// <summary>Receives a key of an item.</summary>
/// <param name="number">Which of the items that were asked for.</param>
/// <param name="key">The key.</param>
/// <param name="weight">What a weighted kind says of it; else 0.</param>
internal delegate void KeyVisitor(int number, uint key, byte weight);
