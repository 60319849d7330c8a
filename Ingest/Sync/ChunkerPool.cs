using System.Collections.Concurrent;

using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Symbols;
using Julie.ServiceDefaults.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>ctags processes that outlive a sync; each is lent to one worker at a time.</summary>
internal sealed class ChunkerPool(CtagsProgram program, IOptions<CtagsOptions> options, IOptions<IngestOptions> ingest, TimeProvider time, ILogger<CtagsReader> logger) : IDisposable
{
    private readonly ConcurrentBag<CtagsReader> _idle = [];

    public Lease Rent(SpaceInUse space)
    {
        var ctags = _idle.TryTake(out var idle) ? idle : new CtagsReader(program, options, time, logger);
        var limits = new ChunkLimits(space.Chunking.TargetTokens, space.Chunking.LimitTokens);
        return new Lease(this, ctags, new Chunker(ctags, new TokenizerCounter(space.Tokenizer, space.Model.Manifest.DocumentPrefix), limits, ContentLimits.Of(ingest.Value)));
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var ctags))
        {
            ctags.Dispose();
        }
    }

    internal sealed class Lease(ChunkerPool pool, CtagsReader ctags, Chunker chunker) : IDisposable
    {
        public Chunker Chunker => chunker;

        public void Dispose() => pool._idle.Add(ctags);
    }
}
