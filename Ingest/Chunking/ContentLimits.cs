using System.Globalization;

namespace Julie.Ingest.Chunking;

/// <summary>How long lines may be.</summary>
/// <param name="MaxLineChars">A file with a longer line is left out.</param>
/// <param name="MinifiedLineChars">Code with a longer line, and a long mean line, was written by a minifier.</param>
/// <param name="MinifiedMeanChars">The mean that goes with it.</param>
internal sealed record ContentLimits(int MaxLineChars = 100_000, int MinifiedLineChars = 5000, int MinifiedMeanChars = 300)
{
    public static ContentLimits Of(IngestOptions options) => new(options.MaxLineChars, options.MinifiedLineChars, options.MinifiedMeanChars);

    /// <summary>For what is remembered under these limits.</summary>
    public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"{MaxLineChars}.{MinifiedLineChars}.{MinifiedMeanChars}");
}
