using Julie.Ingest.Chunking;

namespace Julie.Ingest.Sync;

/// <summary>What decides the result for a blob: the same content can be two languages, or be let in by one repository's attributes only.</summary>
internal readonly record struct ContentKey(string ObjectId, string? Language, string Hint, bool Written)
{
    public static ContentKey Of(string objectId, FileKind kind) => new(objectId, kind.Language?.Id, kind.Language is null ? kind.Hint : string.Empty, kind.Written);

    public static ContentKey Of(PlannedFile file) => Of(file.File.ObjectId, file.Class.Kind);
}
