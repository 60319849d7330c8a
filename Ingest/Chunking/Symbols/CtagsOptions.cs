using System.ComponentModel.DataAnnotations;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Section <c>Julie:Ctags</c>.</summary>
internal sealed class CtagsOptions
{
    public const string Section = "Julie:Ctags";

    /// <summary>Program: universal-ctags with JSON output.</summary>
    [Required]
    public string Path { get; set; } = "ctags";

    /// <summary>A file that takes longer is cut by structure instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan FileTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
