using System.Text.Json.Serialization;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>One line that ctags prints in interactive mode.</summary>
internal sealed record CtagsMessage
{
    [JsonPropertyName("_type")]
    public string? Type { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("line")]
    public int Line { get; init; }

    [JsonPropertyName("end")]
    public int? End { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("fatal")]
    public bool Fatal { get; init; }
}
