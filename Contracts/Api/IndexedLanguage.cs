namespace Julie.Contracts.Api;

/// <summary>A language as <c>GET /api/languages</c> lists it.</summary>
/// <param name="Language">What <c>lang:</c> takes: <c>csharp</c>.</param>
/// <param name="Files">Indexed files of it on the default refs of the repositories that the caller may read.</param>
public sealed record IndexedLanguage(string Language, long Files);
