using System.Collections.Concurrent;

using Julie.Ingest.Chunking;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>
/// Languages of blobs whose name does not say it, by object id, in a file of the data directory: without it such a blob would be read again for every
/// repository that has it. A function of the content alone, so it is never wrong, and losing it costs a read.
/// </summary>
internal sealed class ShebangCache(IOptions<IngestOptions> options)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private bool _loaded;

    private string FileName => Path.Combine(options.Value.DataDirectory, "languages.txt");

    public Language? Find(string objectId)
    {
        Load();
        return _known.TryGetValue(objectId, out var id) ? Languages.All.FirstOrDefault(l => l.Id == id) : null;
    }

    public void Add(string objectId, Language language)
    {
        Load();
        if (!_known.TryAdd(objectId, language.Id))
        {
            return;
        }

        lock (_writing)
        {
            Directory.CreateDirectory(options.Value.DataDirectory);
            File.AppendAllText(FileName, $"{objectId} {language.Id}\n");
        }
    }

    private void Load()
    {
        lock (_writing)
        {
            if (_loaded)
            {
                return;
            }

            _loaded = true;
            if (!File.Exists(FileName))
            {
                return;
            }

            foreach (var line in File.ReadLines(FileName))
            {
                // A line that a crash cut short names no language.
                if (line.Split(' ') is [{ Length: 40 or 64 } id, { Length: > 0 } language])
                {
                    _known.TryAdd(id, language);
                }
            }
        }
    }
}
