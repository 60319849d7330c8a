using System.Globalization;
using System.Text;
using Julie.Cli.Eval.Repositories;

namespace Julie.Cli.Eval.Own;

/// <summary>Texts of a revision: code and Markdown of reasonable size.</summary>
internal static class RevisionFiles
{
    private const int MostBytes = 500_000;

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string checkout, string revision, CancellationToken ct)
    {
        string list = await EvalGit.RunAsync(checkout, ct, "ls-tree", "-r", "-l", "-z", "--full-tree", revision);
        Dictionary<string, string> paths = [];
        foreach (string entry in list.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // mode SP type SP object SP size TAB path
            string[] parts = entry.Split('\t', 2);
            string[] about = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (about is [_, "blob", var id, var size] && int.TryParse(size, CultureInfo.InvariantCulture, out int bytes) && bytes <= MostBytes
                && (SourceReader.IsSource(parts[1]) || parts[1].EndsWith(".md", StringComparison.OrdinalIgnoreCase)))
            {
                paths[parts[1]] = id;
            }
        }

        string[] order = [.. paths.Keys];
        byte[] input = Encoding.ASCII.GetBytes(string.Concat(order.Select(path => paths[path] + "\n")));
        byte[] output = Encoding.Latin1.GetBytes(await EvalGit.RunAsync(checkout, input, Encoding.Latin1, ct, "cat-file", "--batch"));
        return Split(output, order);
    }

    private static Dictionary<string, string> Split(byte[] output, string[] paths)
    {
        Dictionary<string, string> files = [];
        int at = 0;
        foreach (string path in paths)
        {
            // "id blob size" and the content, or "id missing"
            int end = Array.IndexOf(output, (byte)'\n', at);
            string[] head = Encoding.ASCII.GetString(output, at, end - at).Split(' ');
            at = end + 1;
            if (head is [_, "blob", var size])
            {
                int length = int.Parse(size, CultureInfo.InvariantCulture);
                files[path] = Encoding.UTF8.GetString(output, at, length).ReplaceLineEndings("\n");
                at += length + 1;
            }
        }

        return files;
    }
}
