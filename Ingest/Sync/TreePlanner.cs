using Julie.Index.Snapshots;
using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Rules;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Compares the tree of a commit with the stored entries, and decides by path, attributes, mode and size what is read at all.</summary>
internal sealed class TreePlanner(TreeReader trees, RuleReader rules, IOptions<IngestOptions> options)
{
    /// <summary>Whether entries that were classified by these rules would be classified in the same way now, in the same tree.</summary>
    public bool IsCurrent(string? storedRules) => storedRules?.StartsWith(rules.Settings, StringComparison.Ordinal) == true;

    /// <param name="repository">At the commit to compare.</param>
    /// <param name="stored">All entries of the ref.</param>
    /// <param name="held">Those that need not be looked at again while they stay the same.</param>
    /// <param name="storedRules">The rules that they were classified by; null has each of them classified again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TreeDelta> CompareAsync(
        BareRepository repository, IReadOnlyDictionary<string, StoredEntry> stored, IReadOnlyDictionary<string, StoredEntry> held, string? storedRules, CancellationToken cancellationToken)
    {
        // Rules of a folder stand after some of its files in the tree's order, so all of it is read first.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var files = new List<TreeFile>();
        await foreach (var read in trees.ReadAsync(repository, cancellationToken))
        {
            files.Add(seen.Add(read.Path) ? read : Unique(read, seen));
        }

        var (tree, key) = await rules.ReadAsync(repository, files, cancellationToken);
        var sameRules = key == storedRules;
        var skipped = new List<SnapshotEntry>();
        var wanted = new List<PlannedFile>();
        foreach (var file in files)
        {
            var known = held.TryGetValue(file.Path, out var before) && IsSameFile(before, file);
            if (known && sameRules && file.Size is not null && before.SkipReason != SkipReason.MissingObject.Name())
            {
                // Path, content and rules are what they were: nothing to decide, which makes a push into a large tree cheap.
                continue;
            }

            var planned = new PlannedFile(file, PathClassifier.Classify(file.Path, tree.Attributes(file.Path)));
            var skip = Skip(planned, tree);
            if (known && IsUnchanged(before, planned, skip, sameRules))
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

        return new TreeDelta(seen.Count, skipped, wanted, [.. stored.Keys.Where(path => !seen.Contains(path))], key);
    }

    private SkipReason? Skip(PlannedFile planned, TreeRules tree)
    {
        var (file, path) = (planned.File, planned.Class);
        return file.Type switch
        {
            _ when file.IsPathCut => SkipReason.PathTooLong,
            _ when tree.IsIgnored(file.Path) => SkipReason.Ignored,
            TreeFile.Submodule => SkipReason.Submodule,
            TreeFile.Link => SkipReason.Symlink,
            _ when file.Path.AsSpan().Count('/') > options.Value.MaxDepth => SkipReason.TooDeep,
            _ when path.Skip is { } reason => reason,
            _ when file.Size is null => SkipReason.MissingObject,
            _ when file.Size == 0 => SkipReason.Empty,
            _ when file.Size > options.Value.MaxFileBytes || (path.IsData && file.Size > options.Value.MaxDataFileBytes) => SkipReason.TooLarge,
            _ => null,
        };
    }

    /// <summary>What failed is tried again whenever the tree is read.</summary>
    private static bool IsSameFile(StoredEntry before, TreeFile file) =>
        before.Mode == file.Mode && before.ObjectId == (file.Type == TreeFile.Submodule ? null : file.ObjectId) && before.Error is null;

    /// <summary>The same content is classified as it was.</summary>
    private static bool IsUnchanged(StoredEntry before, PlannedFile planned, SkipReason? skip, bool sameRules)
    {
        var path = planned.Class;
        if (skip is { } reason)
        {
            return before.SkipReason == reason.Name() && before.Language == path.LanguageId && before.Flags == path.Flags;
        }

        // A language that the content decided stays: what attributes said about it is one of the flags.
        var sameLanguage = path.Language is null || before.Language == path.Language.Id;
        return before.SkipReason is null
            ? sameLanguage && before.Flags == path.Flags
            : sameRules && sameLanguage && ((before.Flags ^ path.Flags) & ~TreeEntryFlags.Generated) == 0 && !DecidedByPath(before.SkipReason);
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
