using System.Globalization;

using Julie.Index.Content;
using Julie.Ingest.Chunking;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>What earlier reads of a blob found, where the index holds no chunks that tell it: a fork or a new branch need not read it again.</summary>
internal sealed class ContentMemory(BlobFacts facts, IOptions<IngestOptions> options)
{
    private const int Batch = 2000;

    // Of what is remembered under other rules or limits nothing is known.
    private readonly string _languages = string.Create(CultureInfo.InvariantCulture, $"language {LanguageByContent.Version} ");
    private readonly string _skips = $"skip {ContentLimits.Of(options.Value).Key} ";

    /// <summary>Gives files whose name leaves the language open the one that is remembered.</summary>
    public async Task<IReadOnlyList<PlannedFile>> NameAsync(string objectFormat, IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        var open = files.Where(f => f.Class.Language is null).ToList();
        if (open.Count == 0)
        {
            return files;
        }

        var known = await FindAsync(open.Select(f => (Blob(objectFormat, f), _languages + f.Class.Kind.Hint)), cancellationToken);
        return [.. files.Select(f =>
            f.Class.Language is null && known.TryGetValue((Blob(objectFormat, f), _languages + f.Class.Kind.Hint), out var id) && Languages.TryFind(id) is { } language
                ? f with { Class = f.Class with { Kind = f.Class.Kind with { Language = language } } }
                : f)];
    }

    /// <summary>Files that are left out by what was found in them.</summary>
    public async Task<IReadOnlyDictionary<ContentKey, ContentResult>> SkippedAsync(string objectFormat, IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        var named = files.Where(f => f.Class.Language is not null).ToList();
        var known = await FindAsync(named.Select(f => (Blob(objectFormat, f), Skip(f.Class.Kind, f.Class.LanguageId))), cancellationToken);
        var skipped = new Dictionary<ContentKey, ContentResult>();
        foreach (var file in known.Count == 0 ? [] : named)
        {
            if (known.TryGetValue((Blob(objectFormat, file), Skip(file.Class.Kind, file.Class.LanguageId)), out var reason))
            {
                skipped[ContentKey.Of(file)] = new ContentResult(file.Class.LanguageId, reason);
            }
        }

        return skipped;
    }

    /// <summary>Remembers what was found.</summary>
    public async Task RememberAsync(IReadOnlyList<CutBlob> blobs, CancellationToken cancellationToken)
    {
        var found = new List<BlobFact>();
        foreach (var cut in blobs)
        {
            var (work, blob, byRule) = cut;
            if (work.Kind.Language is null)
            {
                found.Add(new BlobFact(blob.Blob, blob.Size, _languages + work.Kind.Hint, blob.Language));
            }

            if (byRule)
            {
                found.Add(new BlobFact(blob.Blob, blob.Size, Skip(work.Kind, blob.Language), blob.SkipReason!));
            }

            if (cut.Otherwise is { } otherwise)
            {
                found.Add(new BlobFact(blob.Blob, blob.Size, Skip(work.Kind with { Written = false }, blob.Language), otherwise));
            }
        }

        if (found.Count > 0)
        {
            await facts.AddAsync(found, cancellationToken);
        }
    }

    private static BlobKey Blob(string objectFormat, PlannedFile file) => new(objectFormat, file.File.ObjectId);

    private string Skip(FileKind kind, string language) => $"{_skips}{language}{(kind.Written ? " written" : string.Empty)}";

    private async Task<Dictionary<(BlobKey, string), string>> FindAsync(IEnumerable<(BlobKey, string)> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(BlobKey, string), string>();
        foreach (var batch in wanted.Distinct().Chunk(Batch))
        {
            foreach (var (key, value) in await facts.FindAsync(batch, cancellationToken))
            {
                found[key] = value;
            }
        }

        return found;
    }
}
