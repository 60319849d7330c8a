using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Symbols;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Support;

/// <summary>A chunker with the installed ctags.</summary>
internal sealed class Cutting : IDisposable
{
    private static readonly CtagsProgram Program = new(Options.Create(new CtagsOptions()));
    private readonly CtagsReader _ctags;

    public Cutting(int target = 250, int limit = 480, CtagsOptions? options = null)
    {
        var program = options is null ? Program : new CtagsProgram(Options.Create(options));
        _ctags = new CtagsReader(program, Options.Create(options ?? new CtagsOptions()), TimeProvider.System, NullLogger<CtagsReader>.Instance);
        Chunker = new Chunker(_ctags, new WordCounter(), new ChunkLimits(target, limit));
    }

    public Chunker Chunker { get; }

    public Task<CutFile> CutAsync(string text, string language) =>
        Chunker.CutAsync(System.Text.Encoding.UTF8.GetBytes(text), Languages.Find(language), TestContext.Current.CancellationToken);

    public void Dispose() => _ctags.Dispose();
}
