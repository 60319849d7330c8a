
using Julie.Ingest.Chunking;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>An edit of one line in the body of a function changes at most two passages, wherever in the file it is and however long the line becomes.</summary>
public sealed class EditLocalityTests : IDisposable
{
    private readonly Cutting _cutting = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task Cut_OneLineOfAFunctionChanged_AtMostTwoNewPassages(int words)
    {
        const int Functions = 60;
        var random = new Random(7);
        var lines = new List<string> { "namespace N;", "", "public sealed class Big", "{" };
        var bodies = new List<int>();
        for (var f = 0; f < Functions; f++)
        {
            lines.Add($"    public int Method{f}(int value)");
            lines.Add("    {");
            for (var i = random.Next(1, 25); i > 0; i--)
            {
                bodies.Add(lines.Count);
                lines.Add($"        value += Compute{f}(value, {i});");
            }

            lines.AddRange(["        return value;", "    }", ""]);
        }

        lines.Add("}");
        var before = await PassagesAsync(lines);
        foreach (var at in bodies.Where((_, i) => i % 11 == 0))
        {
            var edited = lines.ToList();
            edited[at] += " // " + string.Join(' ', Enumerable.Range(0, words).Select(i => $"edit{i}"));
            var after = await PassagesAsync(edited);
            Assert.InRange(after.Except(before).Count(), 1, 2);
        }
    }

    public void Dispose() => _cutting.Dispose();

    private async Task<HashSet<string>> PassagesAsync(List<string> lines)
    {
        var cut = await _cutting.CutAsync(string.Join('\n', lines), "csharp");
        return [.. cut.Chunks.Select(c => $"{c.Scope}\n{c.Body}")];
    }
}
