using System.ComponentModel.DataAnnotations;

namespace Julie.Index.Segments;

/// <summary>Settings of <c>Julie:Search</c>.</summary>
public sealed class ListCacheOptions
{
    /// <summary>Their section.</summary>
    public const string Section = "Julie:Search";

    /// <summary>So many megabytes of postings stay in memory; 0: none.</summary>
    [Range(0, 1 << 20)]
    public int CachedPostingsMegabytes { get; set; } = 256;
}
