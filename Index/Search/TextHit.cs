using Julie.Contracts.Api;
using Julie.Index.Search.Texts;

namespace Julie.Index.Search;

/// <summary>A file in which patterns match.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Ref">Full name of the ref.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Stale">Whether a newer head of the ref is known.</param>
/// <param name="Lines">The lines that match, in order; at most as many as were asked for.</param>
/// <param name="LineCount">How many lines match.</param>
/// <param name="Context">Lines around the first match, from <paramref name="ContextLine"/>.</param>
/// <param name="ContextLine">Number of the first line of the context.</param>
/// <param name="Key">Its place in the order of answers.</param>
public sealed record TextHit(
    long RepositoryId, string Repository, string Path, string Language, string Ref, string Commit, bool Stale, IReadOnlyList<MatchedLine> Lines, int LineCount,
    string Context, int ContextLine, TextFileKey Key);
