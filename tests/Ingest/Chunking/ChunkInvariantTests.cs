using System.Text;

using FsCheck;
using FsCheck.Fluent;

using Julie.Index.Content;
using Julie.Ingest.Chunking;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>What holds for any text in any language: nothing lost, nothing twice, nothing over the limit (law 7).</summary>
public sealed class ChunkInvariantTests : IDisposable
{
    private const int Limit = 96;
    private readonly Cutting _cutting = new(target: 48, limit: Limit);
    private readonly WordCounter _counter = new();

    [Fact]
    public async Task Cut_RandomSources_CoverEachCharacterOnceWithinTheLimit()
    {
        var random = new Random(20261122);
        foreach (var language in Languages.All)
        {
            for (var i = 0; i < 12; i++)
            {
                await CheckAsync(RandomSource.Of(random, random.Next(1, 120)), language);
            }
        }
    }

    [Fact]
    public void Cut_ArbitraryText_CoversEachCharacterOnceWithinTheLimit()
    {
        // Strings of any characters, as FsCheck grows and shrinks them.
        var property = Prop.ForAll<string[]>(lines =>
        {
            var text = string.Join('\n', lines.Select(l => (l ?? "").Replace("\0", "", StringComparison.Ordinal)));
            CheckAsync(text, Languages.Find("csharp")).GetAwaiter().GetResult();
            CheckAsync(text, Languages.Find("python")).GetAwaiter().GetResult();
            CheckAsync(text, Languages.Find("markdown")).GetAwaiter().GetResult();
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    [Fact]
    public async Task Cut_OneLineOf20000Characters_IsCutWithinTheLine()
    {
        var line = string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"w{i}"));
        var cut = await CheckAsync($"x = [{line}]\n", Languages.Find("python"));
        Assert.True(cut.Chunks.Count > 50);
        Assert.All(cut.Chunks, c => Assert.Equal(1, c.EndLine));
    }

    [Fact]
    public async Task Cut_NameLongerThanTheHeader_KeepsTheLimit() =>
        await CheckAsync($"class {new string('A', 3000)}:\n    def {new string('b', 3000)}(self):\n        return 1\n", Languages.Find("python"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Cut_OtherLineEnds_GiveTheSamePassages(string lineEnd)
    {
        var text = "def f():\n    return 1\n\n\ndef g(x):\n    return 2\n";
        var expected = await _cutting.CutAsync(text, "python");
        var actual = await _cutting.CutAsync(text.Replace("\n", lineEnd, StringComparison.Ordinal), "python");
        Assert.Equal(expected.Chunks.Select(c => (c.Scope, c.Body, c.StartLine, c.EndLine)), actual.Chunks.Select(c => (c.Scope, c.Body, c.StartLine, c.EndLine)));
    }

    [Fact]
    public async Task Cut_TrailingSpaces_AreNotPartOfThePassage()
    {
        var plain = await _cutting.CutAsync("int a = 1;\nint b = 2;\n", "c");
        var spaced = await _cutting.CutAsync("\n\nint a = 1;   \nint b = 2;\t\n\n", "c");
        Assert.Equal(plain.Chunks.Select(c => c.Body), spaced.Chunks.Select(c => c.Body));
        Assert.Equal(3, spaced.Chunks[0].StartLine);
    }

    public void Dispose() => _cutting.Dispose();

    private async Task<CutFile> CheckAsync(string text, Language language)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var cut = await _cutting.Chunker.CutAsync(bytes, language, TestContext.Current.CancellationToken);
        if (cut.Skip is not null)
        {
            Assert.Empty(cut.Chunks);
            return cut;
        }

        var source = Encoding.UTF8.GetString(bytes);
        var lineStarts = LineOf(source);
        var end = 0;
        foreach (var chunk in cut.Chunks)
        {
            var input = $"{chunk.Scope}\n{chunk.Body}";
            Assert.Equal(_counter.Count(input), chunk.Tokens);
            Assert.InRange(chunk.Tokens, 1, Limit);
            Assert.True(chunk.StartByte >= end, "chunks overlap");
            Assert.True(Encoding.UTF8.GetString(bytes, end, chunk.StartByte - end).All(char.IsWhiteSpace), $"lost: '{Encoding.UTF8.GetString(bytes, end, chunk.StartByte - end)}' in {language.Id}");
            var original = Encoding.UTF8.GetString(bytes, chunk.StartByte, chunk.EndByte - chunk.StartByte);
            Assert.Equal(Words(original), Words(chunk.Body));
            Assert.Equal(lineStarts[chunk.EndByte - 1], chunk.EndLine);
            Assert.InRange(lineStarts[chunk.StartByte], 1, chunk.StartLine);
            end = chunk.EndByte;
        }

        Assert.True(Encoding.UTF8.GetString(bytes, end, bytes.Length - end).All(char.IsWhiteSpace));
        Assert.All(cut.Symbols, s => Assert.InRange(s.Line, 1, s.EndLine));
        return cut;
    }

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Line of each byte.</summary>
    private static int[] LineOf(string text)
    {
        var lines = new List<int>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var rune = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? text.Substring(i++, 2) : text[i].ToString();
            lines.AddRange(Enumerable.Repeat(line, Encoding.UTF8.GetByteCount(rune)));
            line += rune == "\n" || (rune == "\r" && !(i + 1 < text.Length && text[i + 1] == '\n')) ? 1 : 0;
        }

        return [.. lines];
    }
}
