using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// Keys as runs of consecutive ones. What a repository's first index made lies together, so a list of many passages is a few runs: an index is read along each, where a list of keys would be
/// looked up one by one, at more than twice the time (docs/benchmarks.md).
/// </summary>
/// <param name="First">The first key of each run.</param>
/// <param name="Last">The last of each.</param>
internal sealed record KeyRuns(long[] First, long[] Last)
{
    /// <summary>The runs as a relation <c>r</c>.</summary>
    public const string Relation = "unnest(@first, @last) r(first, last)";

    /// <param name="keys">In ascending order, each once.</param>
    public static KeyRuns Of(ReadOnlySpan<long> keys)
    {
        var (first, last) = (new List<long>(), new List<long>());
        foreach (var key in keys)
        {
            if (last.Count > 0 && last[^1] + 1 == key)
            {
                last[^1] = key;
            }
            else
            {
                first.Add(key);
                last.Add(key);
            }
        }

        return new([.. first], [.. last]);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("first", First);
        parameters.AddWithValue("last", Last);
    }
}
