using Julie.Tests.Support;

namespace Julie.Embedding.Tests.Support;

/// <summary>Passages of real code: every text file of this checkout in windows of lines, and what of the SDK's own sources is needed to reach a number.</summary>
internal static class CodePassages
{
    private static readonly string[] Extensions = [".cs", ".md", ".mjs", ".json", ".sql", ".sh", ".props", ".targets", ".csproj", ".proto", ".py", ".js", ".css", ".html", ".yml", ".txt"];

    public static List<string> Take(int count)
    {
        var sdk = Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location))!;
        var passages = new List<string>();
        foreach (var file in Files(RepositoryRoot.Path).Concat(Files(Path.Combine(sdk, "..", "..", "sdk"))).Where(file => new FileInfo(file).Length < 1 << 20))
        {
            var lines = File.ReadAllText(file).Split('\n');
            for (var start = 0; start < lines.Length; start += 14)
            {
                // Windows of 1 to 30 lines that overlap: other beginnings, other ends.
                var passage = string.Join('\n', lines.Skip(start).Take(1 + (passages.Count * 7 % 30)));
                if (passage.Length > 0)
                {
                    passages.Add(passage);
                }
            }

            if (passages.Count >= count)
            {
                break;
            }
        }

        return passages;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
                .Where(file => Extensions.Contains(Path.GetExtension(file)) && !file.Contains("/artifacts/", StringComparison.Ordinal)
                    && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            : [];
}
