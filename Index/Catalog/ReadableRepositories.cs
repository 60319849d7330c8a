namespace Julie.Index.Catalog;

/// <summary>Which repositories a caller may read. It goes into the SQL as it is (law 4); the default value reads nothing.</summary>
/// <param name="All">True for every repository, <paramref name="Ids"/> is then not looked at.</param>
/// <param name="Ids">Keys of the readable repositories.</param>
public readonly record struct ReadableRepositories(bool All, long[]? Ids)
{
    /// <summary>Every repository: administrators and the services themselves.</summary>
    public static ReadableRepositories Everything => new(true, []);

    /// <summary>No repository.</summary>
    public static ReadableRepositories Nothing => new(false, []);

    /// <summary>These repositories only.</summary>
    public static ReadableRepositories Of(params long[] ids) => new(false, ids);

    // SECURITY: null must read as "none", so that a forgotten value fails closed.
    internal long[] IdsOrNone => Ids ?? [];
}
