namespace Julie.Index.Snapshots;

/// <summary>Flags of files as the API says them.</summary>
internal static class FileFlags
{
    private static readonly (TreeEntryFlags Flag, string Name)[] All =
    [
        (TreeEntryFlags.Test, "test"), (TreeEntryFlags.Documentation, "documentation"), (TreeEntryFlags.Generated, "generated"), (TreeEntryFlags.Vendored, "vendored"),
    ];

    public static IReadOnlyList<string> Names(TreeEntryFlags flags) => [.. All.Where(f => flags.HasFlag(f.Flag)).Select(f => f.Name)];
}
