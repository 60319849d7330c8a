namespace Julie.Index.Snapshots;

/// <summary>An entry was called indexed whose content the index does not hold: it would be lost silently (law 5).</summary>
public sealed class MissingContentException(long refId, string path, Exception? inner = null)
    : Exception($"Ref {refId}: '{path}' is to be indexed, but its content is not stored. Write the content first, or give the entry a skip reason.", inner);
