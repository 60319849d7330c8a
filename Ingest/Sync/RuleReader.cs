using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Rules;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Reads the rule files of a tree. Files that this process has read before cost nothing.</summary>
internal sealed class RuleReader(GitCommand git, IOptions<IngestOptions> options, ILogger<RuleReader> logger)
{
    /// <summary>Raised with every change of how paths are classified.</summary>
    private const int Version = 1;

    private const int MaxRemembered = 4096;
    private readonly ConcurrentDictionary<(string ObjectId, bool Root), RuleFile> _read = new();

    /// <summary>What classifies paths without any rule file: the code's version and the limits.</summary>
    public string Settings { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Version}.{LanguageByContent.Version} {options.Value.MaxFileBytes} {options.Value.MaxDataFileBytes} {options.Value.MaxDepth} {options.Value.MaxRuleFileBytes} {ContentLimits.Of(options.Value).Key}:");

    /// <param name="repository">At the commit of the tree.</param>
    /// <param name="files">The tree.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GitException">There are too many of them.</exception>
    /// <returns>The rules, and a name for them that changes with every one of them.</returns>
    public async Task<(TreeRules Rules, string Key)> ReadAsync(BareRepository repository, IReadOnlyList<TreeFile> files, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, IReadOnlyList<AttributeLine>>(StringComparer.Ordinal);
        var ignores = new Dictionary<string, IReadOnlyList<IgnoreLine>>(StringComparer.Ordinal);
        var names = new StringBuilder();
        var count = 0;
        BlobReader? blobs = null;
        try
        {
            foreach (var file in files.Where(IsRuleFile))
            {
                if (++count > options.Value.MaxRuleFiles)
                {
                    throw new GitException(GitFailure.Limit, $"The tree has more than {options.Value.MaxRuleFiles} files named {TreeRules.AttributesName} or {TreeRules.IgnoreName}. Remedy: let the operator raise Julie:Ingest:MaxRuleFiles.");
                }

                var slash = file.Path.LastIndexOf('/');
                var (folder, name) = (slash < 0 ? string.Empty : file.Path[..slash], file.Path[(slash + 1)..]);
                if (!_read.TryGetValue((file.ObjectId, slash < 0), out var rules))
                {
                    blobs ??= new BlobReader(git, repository, options);
                    rules = await ReadAsync(blobs, file, slash < 0, cancellationToken);
                }

                if (rules is not null)
                {
                    names.Append(file.Path).Append('\0').Append(file.ObjectId).Append('\0');
                    if (name == TreeRules.AttributesName)
                    {
                        attributes[folder] = rules.Attributes;
                    }
                    else
                    {
                        ignores[folder] = rules.Ignores;
                    }
                }
            }
        }
        finally
        {
            if (blobs is not null)
            {
                await blobs.DisposeAsync();
            }
        }

        return (new TreeRules(attributes, ignores), Settings + (names.Length == 0 ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names.ToString())))));
    }

    private static bool IsRuleFile(TreeFile file) =>
        file is { IsPathCut: false, Type: not (TreeFile.Link or TreeFile.Submodule) } && (IsNamed(file.Path, TreeRules.AttributesName) || IsNamed(file.Path, TreeRules.IgnoreName));

    private static bool IsNamed(string path, string name) =>
        path.EndsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[path.Length - name.Length - 1] == '/');

    /// <summary>Law 10: a rule file that cannot be read has no rules, and the log says so; the file itself is listed with its reason like any other.</summary>
    private async Task<RuleFile?> ReadAsync(BlobReader blobs, TreeFile file, bool root, CancellationToken cancellationToken)
    {
        if (file.Size is null || file.Size > options.Value.MaxRuleFileBytes)
        {
            Log.RulesIgnored(logger, file.Path, file.Size is null ? "the object is missing" : $"it has {file.Size} bytes, over Julie:Ingest:MaxRuleFileBytes");
            return null;
        }

        try
        {
            if (await blobs.ReadAsync(file.ObjectId, cancellationToken) is not { } content)
            {
                return null;
            }

            // The same file may stand under both names in one tree.
            var text = Encoding.UTF8.GetString(content);
            var rules = new RuleFile(AttributeFile.Parse(text, macros: root), IgnoreFile.Parse(text));
            if (_read.Count >= MaxRemembered)
            {
                _read.Clear();
            }

            return _read[(file.ObjectId, root)] = rules;
        }
        catch (GitException exception)
        {
            Log.RulesIgnored(logger, file.Path, exception.Message);
            return null;
        }
    }

    private sealed record RuleFile(IReadOnlyList<AttributeLine> Attributes, IReadOnlyList<IgnoreLine> Ignores);
}
