namespace Julie.Ingest.Git;

/// <summary>What kind of thing went wrong; decides the problem type of an answer.</summary>
internal enum GitFailure
{
    /// <summary>The input cannot be a repository that may be fetched.</summary>
    InvalidUrl,

    /// <summary>The remote did not answer, or refused.</summary>
    Unreachable,

    /// <summary>The remote answered, and has no such ref.</summary>
    Gone,

    /// <summary>The repository has no commit.</summary>
    Empty,

    /// <summary>A limit on time, size or number of paths.</summary>
    Limit,

    /// <summary>Git failed on this machine.</summary>
    Local,
}
