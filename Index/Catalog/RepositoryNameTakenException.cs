namespace Julie.Index.Catalog;

/// <summary>Another repository has this name already.</summary>
public sealed class RepositoryNameTakenException(string name, Exception? inner = null)
    : Exception($"Another repository is registered under the name '{name}': choose another name.", inner)
{
    /// <summary>The name that is taken.</summary>
    public string Name { get; } = name;
}
