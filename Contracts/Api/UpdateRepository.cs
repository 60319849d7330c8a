namespace Julie.Contracts.Api;

/// <summary>Request of <c>PATCH /api/repositories/{id}</c>: what is null stays as it is.</summary>
/// <param name="Refs">
/// Patterns of the refs to index beside the default branch: <c>release/*</c> (branches), <c>refs/tags/v*</c>; <c>*</c> matches slashes
/// too, <c>^</c> before a pattern leaves its matches out. An empty list: the default branch only.
/// </param>
public sealed record UpdateRepository(IReadOnlyList<string>? Refs = null);
