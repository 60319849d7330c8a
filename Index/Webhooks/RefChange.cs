namespace Julie.Index.Webhooks;

/// <summary>A ref that was pushed, as the payload says: a hint, the remote is asked.</summary>
/// <param name="Ref">Full name: <c>refs/heads/main</c>.</param>
/// <param name="Commit">Its new commit; null where it was deleted.</param>
public sealed record RefChange(string Ref, string? Commit);
