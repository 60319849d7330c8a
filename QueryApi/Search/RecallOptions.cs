using System.ComponentModel.DataAnnotations;

namespace Julie.QueryApi.Search;

/// <summary>Settings of <c>Julie:Search</c>.</summary>
internal sealed class RecallOptions
{
    public const string Section = "Julie:Search";

    /// <summary>
    /// Of so many searches by vector one is repeated exactly, to measure what the graph misses (<c>julie.search.recall</c>); 0: none. A scan of every vector in scope: a second of a core at a
    /// million passages.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int RecallSampledOf { get; set; } = 1_000;
}
