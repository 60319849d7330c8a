using Julie.Ingest.Chunking.Secrets;
using Julie.Ingest.Chunking.Symbols;

namespace Julie.Ingest.Chunking;

/// <summary>
/// Bytes of a blob to chunks. Only the content and the language go in, so that the same blob gives the same chunks wherever it lies. One caller at a
/// time; a change of what comes out needs a new <c>ChunkingOptions.Version</c>.
/// </summary>
internal sealed class Chunker(CtagsReader ctags, ITokenCounter counter, ChunkLimits limits, ContentLimits? lines = null)
{
    private readonly ContentLimits _lines = lines ?? new ContentLimits();

    /// <param name="content">The blob.</param>
    /// <param name="kind">What is known of it; without a language its content decides.</param>
    /// <param name="cancellationToken">Stops the work on it.</param>
    public async Task<CutFile> CutAsync(byte[] content, FileKind kind, CancellationToken cancellationToken)
    {
        if (ContentSkips.IsLfsPointer(content))
        {
            return CutFile.Skipped(kind.Language ?? Languages.Text, SkipReason.LfsPointer);
        }

        var (raw, skip) = TextDecoder.Decode(content);
        if (raw is null)
        {
            return CutFile.Skipped(kind.Language ?? Languages.Text, skip!.Value);
        }

        var language = kind.Language ?? LanguageByContent.Of(kind.Hint, raw.Text);
        if (ContentSkips.Of(raw.Text, kind, language, _lines) is { } reason)
        {
            return CutFile.Skipped(language, reason);
        }

        // SECURITY: from here on there is only the masked text.
        var masked = SecretMask.Of(raw.Text);
        var decoded = raw with { Text = masked.Text };
        var source = new SourceText(decoded.Text, language);
        var (root, symbols) = SymbolTree.Build(source, await SymbolsAsync(source, cancellationToken));
        var cutter = new FileCutter(source, new LineTokens(source, counter), limits);
        var chunks = new ChunkWriter(decoded, source, cutter, counter, limits).Write(cutter.Cut(root));
        return new CutFile(language, null, chunks, symbols) 
        {
            Text = masked.Text,
            Secrets = masked.Secrets,
            Otherwise = kind.Written ? ContentSkips.Of(raw.Text, kind with { Written = false }, language, _lines) : null,
        };
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
