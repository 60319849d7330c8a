using System.Collections.Concurrent;

using Microsoft.Extensions.Options;

namespace Julie.Embedding.Manifest;

/// <summary>The folder of models: one folder a model, named by its id. Safe for concurrent use.</summary>
public sealed class ModelStore
{
    private readonly ConcurrentDictionary<string, StoredModel> models = new(StringComparer.Ordinal);
    private readonly Lazy<string> directory;
    private readonly EmbeddingOptions? options;

    /// <summary>The store of the configured directory; the configured model gets the configured dimensions.</summary>
    public ModelStore(IOptions<EmbeddingOptions> options)
        : this(options?.Value.ModelsDirectory ?? throw new ArgumentNullException(nameof(options)))
        => this.options = options.Value;

    /// <summary>The store of a directory.</summary>
    /// <param name="directory">Absolute, or relative to the working directory or to a folder above the program.</param>
    public ModelStore(string directory) => this.directory =
        // Not the default mode: it would keep the exception for ever.
        new(() => ModelsDirectory.Find(directory), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The model with this id. Its manifest is read once; its files are checked when they are asked for.</summary>
    /// <exception cref="ModelFileException">There is no such model, or its manifest is wrong.</exception>
    public StoredModel Load(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        // SECURITY: an id is a folder's name, never a way out of the directory.
        if (id.Contains('/') || id.Contains('\\') || id is "." or "..")
        {
            throw new ModelFileException(id, "is no model id", "Set Julie:Embedding:Model to the name of a folder in the models directory.");
        }

        return models.GetOrAdd(id, static (id, store) =>
        {
            var folder = Path.Combine(store.directory.Value, id);
            var dimensions = id == store.options?.Model ? store.options.Dimensions : null;
            return new StoredModel(ChosenDimensions.Apply(ManifestReader.Read(folder), dimensions, folder), folder);
        }, this);
    }

    /// <summary>Ids of the models: the folders that hold a manifest, right or wrong.</summary>
    public IReadOnlyList<string> Ids() =>
    [
        .. Directory.EnumerateDirectories(directory.Value)
            .Where(folder => File.Exists(Path.Combine(folder, ManifestReader.FileName)))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every model whose folder holds a manifest, by id.</summary>
    /// <exception cref="ModelFileException">A manifest is wrong.</exception>
    public IReadOnlyList<ModelManifest> List() => [.. Ids().Select(id => Load(id).Manifest)];
}
