using Julie.Contracts;

namespace Julie.Index.Spaces;

/// <summary>Passages to publish as one embed job.</summary>
public sealed record PendingJob(Lane Lane, IReadOnlyList<long> PassageIds);
