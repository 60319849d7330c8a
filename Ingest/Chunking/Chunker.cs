using Julie.Ingest.Chunking.Symbols;

namespace Julie.Ingest.Chunking;

/// <summary>
/// Bytes of a blob to chunks. Only the content and the language go in, so that the same blob gives the same chunks wherever it lies. One caller at a
/// time; a change of what comes out needs a new <c>ChunkingOptions.Version</c>.
/// </summary>
internal sealed class Chunker(CtagsReader ctags, ITokenCounter counter, ChunkLimits limits)
{
    /// <param name="content">The blob.</param>
    /// <param name="language">Null where only its first line could say it.</param>
    /// <param name="cancellationToken">Stops the work on it.</param>
    public async Task<CutFile> CutAsync(byte[] content, Language? language, CancellationToken cancellationToken)
    {
        if (ContentSkips.IsLfsPointer(content))
        {
            return CutFile.Skipped(language ?? Languages.Text, SkipReason.LfsPointer);
        }

        var (raw, skip) = TextDecoder.Decode(content);
        if (raw is null)
        {
            return CutFile.Skipped(language ?? Languages.Text, skip!.Value);
        }

        var decoded = raw with { Text = SecretMask.Of(raw.Text) };
        language ??= Languages.OfShebang(decoded.Text) ?? Languages.Text;
        if (ContentSkips.Of(decoded.Text, language) is { } reason)
        {
            return CutFile.Skipped(language, reason);
        }

        var source = new SourceText(decoded.Text, language);
        var (root, symbols) = SymbolTree.Build(source, await SymbolsAsync(source, cancellationToken));
        var cutter = new FileCutter(source, new LineTokens(source, counter), limits);
        var chunks = new ChunkWriter(decoded, source, cutter, counter, limits).Write(cutter.Cut(root));
        return new CutFile(language, null, chunks, symbols);
    }

    private async Task<List<Symbol>> SymbolsAsync(SourceText source, CancellationToken cancellationToken)
    {
        if (source.Language.Family == LanguageFamily.Markdown)
        {
            return MarkdownHeadings.Of(source);
        }

        if (source.Language.Ctags is null)
        {
            return source.Language.Symbols.Count > 0 ? PatternSymbols.Of(source) : [];
        }

        var symbols = await ctags.ReadAsync(source, cancellationToken);
        if (source.Language.Id is "javascript" or "typescript")
        {
            ScriptMembers.AddTo(symbols, source);
        }

        return symbols;
    }
}
