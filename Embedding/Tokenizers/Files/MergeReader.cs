using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Models;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>Merges of a byte-pair encoding, in the order of their rank.</summary>
internal static class MergeReader
{
    public static MergeTable Read(string file, IEnumerable<(string Left, string Right)> merges, IReadOnlyDictionary<string, int> vocabulary)
    {
        int IdOf(string token) => vocabulary.TryGetValue(token, out var id)
            ? id
            : throw new ModelFileException(file, $"merges to or from '{token}', which is not in the vocabulary", "Restore the file, or pull the model again.");

        return new MergeTable([.. merges.Select(merge => (IdOf(merge.Left), IdOf(merge.Right), IdOf(merge.Left + merge.Right)))]);
    }

    /// <summary>The lines of a merges.txt.</summary>
    public static IEnumerable<(string Left, string Right)> Lines(string file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith("#version", StringComparison.Ordinal) || line.Length == 0)
            {
                continue;
            }

            var gap = line.IndexOf(' ', StringComparison.Ordinal);
            yield return gap > 0 && gap == line.LastIndexOf(' ') && gap < line.Length - 1
                ? (line[..gap], line[(gap + 1)..])
                : throw new ModelFileException(file, $"line {number} must name two tokens", "Restore the file, or pull the model again.");
        }
    }
}
