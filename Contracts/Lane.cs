namespace Julie.Contracts;

/// <summary>Priority of work, most urgent first. A lane is only ever raised (law 8), never lowered.</summary>
public enum Lane : short
{
    /// <summary>A push to a tracked ref: someone waits for it to be searchable.</summary>
    Push = 0,

    /// <summary>A person or script asked for it.</summary>
    OnDemand = 1,

    /// <summary>First indexing and re-indexing of whole repositories.</summary>
    Backfill = 2,

    /// <summary>Filling a new vector space.</summary>
    Migration = 3,
}
