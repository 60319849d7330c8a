using Julie.Embedding.Manifest;

namespace Julie.Cli.Models;

/// <summary>Models and how far their files are here.</summary>
internal static class ModelItems
{
    public const string Complete = "complete";
    public const string Incomplete = "incomplete";
    public const string Absent = "absent";
    public const string Export = "export";
    public const string Broken = "broken";

    /// <summary>A manifest that is wrong is one broken line, not the end of the list (law 10).</summary>
    public static ModelItem Of(ModelStore store, string id, string configured)
    {
        try
        {
            return Of(store.Load(id), configured);
        }
        catch (ModelFileException e)
        {
            return new ModelItem(id, null, null, null, null, null, Broken, id == configured, 0, [], e.Message);
        }
    }

    public static ModelItem Of(StoredModel model, string configured)
    {
        IReadOnlyList<FileState> files = model.Look();
        ModelManifest m = model.Manifest;
        string[] missing = [.. files.Where(file => file.Problem is not null).Select(file => file.File.Path)];
        string state = missing.Length == 0 ? Complete
            : files.Any(file => file.Bytes is not null) ? Incomplete
            : m.Files.All(file => file.Exported) ? Export
            : Absent;
        return new ModelItem(
            m.Id, m.DisplayName, m.Provider.ToString().ToLowerInvariant(), m.Dimensions, m.MaxTokens, m.License, state, m.Id == configured,
            files.Sum(file => file.Bytes ?? 0), missing, files.FirstOrDefault(file => file.Problem is not null && file.Bytes is not null)?.Problem);
    }
}
