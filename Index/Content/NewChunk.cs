namespace Julie.Index.Content;

/// <summary>A chunk of a blob with the text of its passage.</summary>
/// <param name="StartByte">First byte in the blob, from 0.</param>
/// <param name="EndByte">Byte after the last.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol that it belongs to.</param>
/// <param name="Kind">Kind of that symbol: function, class, ...</param>
/// <param name="Tokens">Length of the passage in tokens of the chunking's tokenizer.</param>
/// <param name="Scope">Header of the passage: language and qualified symbol; no path, no line numbers (law 1).</param>
/// <param name="Body">Normalised text of the chunk.</param>
public sealed record NewChunk(
    int StartByte, int EndByte, int StartLine, int EndLine, string? Symbol, string? Kind, int Tokens, string Scope, string Body);
