namespace Julie.Ingest.Chunking;

/// <summary>Why a file is not indexed. Stored and shown by its kebab-case name (<see cref="SkipReasons"/>); never renamed.</summary>
internal enum SkipReason
{
    /// <summary>A NUL byte, or an extension of a binary format.</summary>
    Binary,

    /// <summary>Over Julie:Ingest:MaxFileBytes; data files over a smaller limit.</summary>
    TooLarge,

    /// <summary>Written by a program, by its name or by what its first lines say.</summary>
    Generated,

    /// <summary>Copied from another project, by its folder.</summary>
    Vendored,

    /// <summary>Lines that no person wrote.</summary>
    Minified,

    /// <summary>Neither UTF-8, UTF-16 nor plausible Latin-1.</summary>
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
}
