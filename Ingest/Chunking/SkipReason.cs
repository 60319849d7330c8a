namespace Julie.Ingest.Chunking;

/// <summary>Why a file is not indexed. Stored and shown by its kebab-case name (<see cref="SkipReasons"/>); never renamed.</summary>
internal enum SkipReason
{
    /// <summary>A NUL byte, an extension of a binary format, or the attribute <c>binary</c>.</summary>
    Binary,

    /// <summary>Over Julie:Ingest:MaxFileBytes; data files over Julie:Ingest:MaxDataFileBytes.</summary>
    TooLarge,

    /// <summary>Written by a program, by its name, by what its first lines say, or by the attribute <c>linguist-generated</c>.</summary>
    Generated,

    /// <summary>Copied from another project, by its folder or by the attribute <c>linguist-vendored</c>.</summary>
    Vendored,

    /// <summary>Lines that no person wrote.</summary>
    Minified,

    /// <summary>Neither UTF-8, UTF-16 nor plausible Windows-1252.</summary>
    Undecodable,

    /// <summary>A commit of another repository.</summary>
    Submodule,

    /// <summary>A symbolic link: never followed.</summary>
    Symlink,

    /// <summary>Points to a file in Git LFS.</summary>
    LfsPointer,

    /// <summary>The remote's own store lacks the object.</summary>
    MissingObject,

    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>A path of more than 4,096 bytes: no system could open it.</summary>
    PathTooLong,

    /// <summary>The repository's own <c>.julieignore</c> names it.</summary>
    Ignored,

    /// <summary>In more folders, one in the other, than Julie:Ingest:MaxDepth.</summary>
    TooDeep,

    /// <summary>A line over Julie:Ingest:MaxLineChars: data in the shape of text.</summary>
    LongLines,
}
