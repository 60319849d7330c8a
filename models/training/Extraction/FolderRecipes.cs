namespace Julie.Training.Extraction;

/// <summary>Folders that hold one program and a README: collections of recipes are made so, and the README's heading is what a person would ask.</summary>
internal sealed class FolderRecipes
{
    private readonly Dictionary<string, string> sources;
    private readonly Dictionary<string, (string Heading, string Text)> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Language, string Code)> code = new(StringComparer.Ordinal);

    public FolderRecipes(IEnumerable<string> paths) => sources = paths
        .Where(path => SourceLanguages.Of(path) is not null)
        .GroupBy(Folder)
        .Where(folder => folder.Key.Length > 0 && folder.Count() == 1)
        .ToDictionary(folder => folder.Key, folder => folder.Single(), StringComparer.Ordinal);

    public IEnumerable<(string Language, Definition Recipe)> Found =>
        from entry in code
        where read.ContainsKey(entry.Key)
        let about = read[entry.Key]
        select (entry.Value.Language, new Definition("", about.Heading, about.Heading + "\n\n" + about.Text, entry.Value.Code));

    public void Add(string path, string text)
    {
        var folder = Folder(path);
        if (!sources.TryGetValue(folder, out var source))
        {
            return;
        }

        if (source == path)
        {
            code[folder] = (SourceLanguages.Of(path)!, text);
        }
        else if (Path.GetFileName(path).Equals("README.md", StringComparison.OrdinalIgnoreCase) && text.StartsWith('#'))
        {
            var lines = text.Split('\n', 2);
            read[folder] = (lines[0].Trim('#', ' '), string.Join('\n', lines[1].Split('\n').Where(line => !line.Contains(": ", StringComparison.Ordinal))));
        }
    }

    private static string Folder(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";
}
