using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>Where <c>julie models pull</c> gets the files: <c>{hub}/{repository}/resolve/{revision}/{path}</c>.</summary>
/// <param name="Repository">Owner and name on the hub: <c>BAAI/bge-small-en-v1.5</c>.</param>
/// <param name="Revision">A branch, tag or commit.</param>
/// <param name="Gated">Whether the publisher wants its terms accepted, so that a token is needed.</param>
public sealed record ModelSource(
    string Repository, string Revision, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Gated = false);
