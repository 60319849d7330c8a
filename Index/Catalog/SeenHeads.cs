namespace Julie.Index.Catalog;

/// <summary>What became of the heads that a remote showed.</summary>
/// <param name="Moved">Whether a head stands elsewhere than when it was last seen.</param>
/// <param name="Refs">Refs for which a sync was asked, to be rung for.</param>
public sealed record SeenHeads(bool Moved, IReadOnlyList<long> Refs);
