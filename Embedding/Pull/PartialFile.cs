using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>
/// <c>{file}.partial</c>, and beside it what it is a part of. A part whose origin is not known is never gone on with: it may be the start of
/// another file.
/// </summary>
internal sealed partial class PartialFile(string target)
{
    private readonly string origin = target + ".partial.json";

    public string Path { get; } = target + ".partial";

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The validator to ask the rest with; null where there is nothing to go on with.</summary>
    public string? Resume(Uri address, DeclaredFile declared)
    {
        var known = Read();
        if (Length > 0 && known is not null && known.Address == address.AbsoluteUri && !known.Declared.Contradicts(declared) && known.ETag is { } tag
            && EntityTagHeaderValue.TryParse(tag, out var parsed) && !parsed.IsWeak)
        {
            return tag;
        }

        Discard();
        return null;
    }

    /// <summary>Starts anew: the origin is written before the first byte of content.</summary>
    public FileStream Start(Uri address, string? etag, DeclaredFile declared)
    {
        Discard();
        AtomicFile.WriteText(origin, JsonSerializer.Serialize(new Origin(address.AbsoluteUri, etag, declared), OriginJson.Default.Origin));
        return Open(FileMode.Create);
    }

    public FileStream Append() => Open(FileMode.Append);

    public void Discard()
    {
        File.Delete(Path);
        File.Delete(origin);
    }

    /// <summary>Puts the whole file in its place; a reader sees the old one or this one.</summary>
    public void Complete()
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(origin);
    }

    private Origin? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(origin), OriginJson.Default.Origin);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private FileStream Open(FileMode mode) => new(Path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);

    internal sealed record Origin(string Address, string? ETag, DeclaredFile Declared);

    [JsonSerializable(typeof(Origin))]
    internal sealed partial class OriginJson : JsonSerializerContext;
}
