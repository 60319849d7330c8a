namespace Julie.Ingest.Chunking;

/// <summary>Names of the reasons, as tables, metrics and people see them.</summary>
internal static class SkipReasons
{
    public static string Name(this SkipReason reason) => reason switch
    {
        SkipReason.Binary => "binary",
        SkipReason.TooLarge => "too-large",
        SkipReason.Generated => "generated",
        SkipReason.Vendored => "vendored",
        SkipReason.Minified => "minified",
        SkipReason.Undecodable => "undecodable",
        SkipReason.Submodule => "submodule",
        SkipReason.Symlink => "symlink",
        SkipReason.LfsPointer => "lfs-pointer",
        SkipReason.MissingObject => "missing-object",
        SkipReason.Empty => "empty",
        SkipReason.PathTooLong => "path-too-long",
        SkipReason.Ignored => "ignored",
        SkipReason.TooDeep => "too-deep",
        SkipReason.LongLines => "long-lines",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a skip reason"),
    };
}
