using System.Globalization;
using System.Reflection;
using System.Text;

using Julie.Ingest.Chunking;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Golden;

/// <summary>How small sources of several languages are cut. <c>JULIE_UPDATE_GOLDEN=1</c> writes what is expected anew; look at the difference before committing it.</summary>
public sealed class GoldenTests : IDisposable
{
    private static readonly string Folder = typeof(GoldenTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "GoldenDirectory").Value!;
    private readonly Cutting _cutting = new(target: 120, limit: 200);

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Path.Combine(Folder, "Samples")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Cut_Sample_IsAsExpected(string sample)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(Folder, "Samples", sample), TestContext.Current.CancellationToken);
        var cut = await _cutting.Chunker.CutAsync(content, PathClassifier.Classify(sample).Kind, TestContext.Current.CancellationToken);
        var actual = Describe(cut);
        var expected = Path.Combine(Folder, "Expected", sample + ".chunks");
        if (Environment.GetEnvironmentVariable("JULIE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(expected)!);
            await File.WriteAllTextAsync(expected, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken), actual);
    }

    public void Dispose() => _cutting.Dispose();

    private static string Describe(CutFile cut)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{cut.Chunks.Count} chunks, longest {cut.Chunks.Max(c => c.Tokens)} tokens, mean {cut.Chunks.Average(c => c.Tokens):F0}, {cut.Symbols.Count} symbols\n");
        foreach (var chunk in cut.Chunks)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n=== lines {chunk.StartLine}-{chunk.EndLine}, {chunk.Tokens} tokens, {chunk.Kind ?? "-"}: {chunk.Scope}\n{chunk.Body}\n");
        }

        text.Append("\n=== symbols\n");
        foreach (var symbol in cut.Symbols)
        {
            text.Append(CultureInfo.InvariantCulture, $"{symbol.Line}-{symbol.EndLine} {symbol.Kind} {(symbol.Scope is null ? "" : symbol.Scope + " / ")}{symbol.Name}\n");
        }

        return text.ToString();
    }
}
