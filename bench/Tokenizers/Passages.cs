namespace Julie.Bench.Tokenizers;

/// <summary>The text files of a folder in windows of 20 lines, as long as passages are.</summary>
internal static class Passages
{
    private const long MostCharacters = 32 << 20;
    private static readonly string[] Extensions = [".cs", ".go", ".py", ".rs", ".js", ".ts", ".java", ".c", ".h", ".cpp", ".md", ".sql", ".sh"];

    public static List<string> Of(string folder)
    {
        var passages = new List<string>();
        var size = 0L;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!Extensions.Contains(Path.GetExtension(file)) || file.Contains("/artifacts/", StringComparison.Ordinal) || size > MostCharacters)
            {
                continue;
            }

            foreach (var lines in File.ReadAllLines(file).Chunk(20))
            {
                var passage = string.Join('\n', lines);
                passages.Add(passage);
                size += passage.Length;
            }
        }

        return passages;
    }
}
