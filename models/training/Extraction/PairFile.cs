using System.IO.Compression;
using System.Text.Json;

namespace Julie.Training.Extraction;

/// <summary>Pairs on disk: JSON lines, compressed. They are somebody's code and are never committed.</summary>
internal static class PairFile
{
    public static StreamWriter Create(string file) =>
        new(new BrotliStream(File.Create(file), CompressionLevel.Fastest));

    public static void Write(TextWriter writer, CodePair pair) => writer.WriteLine(JsonSerializer.Serialize(pair));

    public static IEnumerable<CodePair> Read(string file)
    {
        using var reader = new StreamReader(new BrotliStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<CodePair>(line)!;
        }
    }
}
