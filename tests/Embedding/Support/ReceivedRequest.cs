using System.Text.Json.Nodes;

namespace Julie.Embedding.Tests.Support;

/// <summary>What a service received, and when by its clock.</summary>
internal sealed record ReceivedRequest(
    string Path, string Query, IReadOnlyDictionary<string, string> Headers, JsonObject Body, IReadOnlyList<string> Texts, DateTimeOffset At)
{
    public int Tokens => Texts.Sum(EmbeddingService.TokensOf);

    public string? Field(string name) => Body[name]?.ToString();
}
