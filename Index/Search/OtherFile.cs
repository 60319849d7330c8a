namespace Julie.Index.Search;

/// <summary>Lines of another file.</summary>
/// <param name="Repository">Name of its repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Ref">Full name of the ref.</param>
public sealed record OtherFile(string Repository, string Path, int StartLine, int EndLine, string Ref);
