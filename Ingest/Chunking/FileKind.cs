namespace Julie.Ingest.Chunking;

/// <summary>What is known of a file before it is read.</summary>
/// <param name="Language">Null where the content decides.</param>
/// <param name="Hint">Then: the extension that several languages share; empty where the name says nothing.</param>
/// <param name="Written">The repository's attributes say that a person wrote it, whatever its first lines look like.</param>
internal readonly record struct FileKind(Language? Language, string Hint = "", bool Written = false)
{
    public static implicit operator FileKind(Language? language) => new(language);
}
