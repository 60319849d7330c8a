using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>A file of a model, as its manifest promises it.</summary>
/// <param name="Path">Relative to the model's folder, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of its content in lower-case hex; absent where nobody could learn it, see <see cref="StoredModel.Pin"/>.</param>
/// <param name="Bytes">Its size; absent where nobody could learn it.</param>
/// <param name="Source">Its path in the hub's repository, where that is not <paramref name="Path"/>.</param>
/// <param name="Exported">Whether it is not on the hub but made from what is: see models/export/README.md.</param>
public sealed record ModelFile(
    string Path, string? Sha256 = null, long? Bytes = null, string? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Exported = false);
