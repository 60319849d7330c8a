using System.ComponentModel.DataAnnotations;

namespace Julie.ServiceDefaults.Spaces;

/// <summary>Settings of <c>Julie:Chunking</c>. Every service must have the same: another setting is another vector space.</summary>
public sealed class ChunkingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Julie:Chunking";

    /// <summary>Version of the chunker in Ingest; raised whenever the same file would be cut otherwise.</summary>
    public const int Version = 2;

    /// <summary>Size that chunks aim at, in tokens of the model's tokenizer: 32 to 100,000.</summary>
    [Range(32, 100_000)]
    public int TargetTokens { get; set; } = 250;

    /// <summary>Size that no passage exceeds, in tokens; a model with a smaller limit lowers it: 32 to 100,000.</summary>
    [Range(32, 100_000)]
    public int LimitTokens { get; set; } = 480;
}
