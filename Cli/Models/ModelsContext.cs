using Julie.Embedding;
using Julie.Embedding.Manifest;

namespace Julie.Cli.Models;

/// <summary>What every command on models gets. Settings are those of the services, by the same names.</summary>
internal sealed record ModelsContext(Terminal Terminal, string? Folder, bool Json)
{
    private const string Prefix = "Julie__Embedding__";

    /// <summary>The model that services with this environment embed with.</summary>
    public string Configured => Setting(nameof(EmbeddingOptions.Model)) ?? new EmbeddingOptions().Model;

    public string? Setting(string name) => Terminal.Variable(Prefix + name) is { Length: > 0 } value ? value : null;

    public string Directory()
    {
        string setting = Folder ?? Setting(nameof(EmbeddingOptions.ModelsDirectory)) ?? new EmbeddingOptions().ModelsDirectory;
        string here = Path.GetFullPath(setting, Terminal.CurrentDirectory);

        // One that is named must be there; the default is also looked for above, as the services do.
        return System.IO.Directory.Exists(here) ? here
            : Folder is null ? setting
            : throw new JulieException(ExitCodes.Usage, $"{here} is no folder", "Name the folder that holds one folder a model: --models DIRECTORY");
    }

    public ModelStore Store() => new(Directory());

    public StoredModel Load(string id)
    {
        ModelStore store = Store();
        try
        {
            return store.Load(id);
        }
        catch (ModelFileException e)
        {
            throw Known(store, id)
                ? new JulieException(ExitCodes.Nothing, e.Message, inner: e)
                : new JulieException(ExitCodes.Usage, $"There is no model '{id}'", "Those that there are: julie models list", e);
        }
    }

    private static bool Known(ModelStore store, string id)
    {
        try
        {
            return store.Ids().Contains(id, StringComparer.Ordinal);
        }
        catch (ModelFileException)
        {
            return true; // no models folder at all: that error says more
        }
    }
}
