using Julie.Index.Snapshots;
using Julie.Ingest.Chunking;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Compares the tree of a commit with the stored entries, and decides by path, mode and size what is read at all.</summary>
internal sealed class TreePlanner(TreeReader trees, IOptions<IngestOptions> options)
{
    /// <summary>Data files say little per byte: a table of a megabyte is thousands of passages.</summary>
    private const int DataFileShare = 8;

    /// <param name="repository">At the commit to compare.</param>
    /// <param name="stored">All entries of the ref.</param>
    /// <param name="held">Those that need not be looked at again while they stay the same.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TreeDelta> CompareAsync(
        BareRepository repository, IReadOnlyDictionary<string, StoredEntry> stored, IReadOnlyDictionary<string, StoredEntry> held, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var skipped = new List<SnapshotEntry>();
        var wanted = new List<PlannedFile>();
        await foreach (var read in trees.ReadAsync(repository, cancellationToken))
        {
            var file = seen.Add(read.Path) ? read : Unique(read, seen);
            var planned = new PlannedFile(file, PathClassifier.Classify(file.Path));
            var skip = Skip(planned);
            if (held.TryGetValue(file.Path, out var before) && IsUnchanged(before, planned, skip))
            {
                continue;
            }

            if (skip is { } reason)
            {
                skipped.Add(planned.Entry(planned.Class.LanguageId, reason.Name()));
            }
            else
            {
                wanted.Add(planned);
            }
        }

        return new TreeDelta(seen.Count, skipped, wanted, [.. stored.Keys.Where(path => !seen.Contains(path))]);
    }

    internal SkipReason? Skip(PlannedFile planned)
    {
        var (file, path) = (planned.File, planned.Class);
        return file.Type switch
        {
            TreeFile.Submodule => SkipReason.Submodule,
            TreeFile.Link => SkipReason.Symlink,
            _ when file.IsPathCut => SkipReason.PathTooLong,
            _ when path.Skip is { } reason => reason,
            _ when file.Size is null => SkipReason.MissingObject,
            _ when file.Size == 0 => SkipReason.Empty,
            _ when file.Size > (path.Language?.Kind == LanguageKind.Data ? options.Value.MaxFileBytes / DataFileShare : options.Value.MaxFileBytes) => SkipReason.TooLarge,
            _ => null,
        };
    }

    /// <summary>The same content under the same rules. What failed or was missing is tried again whenever the tree is read.</summary>
    private static bool IsUnchanged(StoredEntry before, PlannedFile planned, SkipReason? skip)
    {
        var (file, path) = (planned.File, planned.Class);
        var objectId = file.Type == TreeFile.Submodule ? null : file.ObjectId;
        if (before.Mode != file.Mode || before.ObjectId != objectId || before.Error is not null)
        {
            return false;
        }

        // Content may have added this flag to what the path says.
        if (((before.Flags ^ path.Flags) & ~TreeEntryFlags.Generated) != 0)
        {
            return false;
        }

        return skip is { } reason
            ? before.SkipReason == reason.Name()
            : (path.Language is null || before.Language == path.Language.Id) && !DecidedByPath(before.SkipReason);
    }

    /// <summary>Reasons that a path or a size gives; without them now, the rules or the store have changed.</summary>
    private static bool DecidedByPath(string? skip) =>
        skip == SkipReason.MissingObject.Name() || skip == SkipReason.TooLarge.Name() || skip == SkipReason.Vendored.Name();

    /// <summary>Two paths whose bytes differ may read the same once they are text.</summary>
    private static TreeFile Unique(TreeFile file, HashSet<string> seen)
    {
        for (var number = 2; ; number++)
        {
            var path = $"{file.Path}~{number}";
            if (seen.Add(path))
            {
                return file with { Path = path };
            }
        }
    }
}
