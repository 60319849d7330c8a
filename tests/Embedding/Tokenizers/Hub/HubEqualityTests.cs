using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;
using Julie.Embedding.Tokenizers;
using Julie.Embedding.Tokenizers.Files;
using Julie.Tests.Support;

namespace Julie.Embedding.Tests.Tokenizers.Hub;

/// <summary>Ids equal those of Hugging Face's own library, on real code and on text that was made to break tokenizers.</summary>
public sealed class HubEqualityTests : IDisposable
{
    private const int Passages = 10_000;
    private const int Megabyte = 1 << 20;
    private readonly HubFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task EncodeToIds_BertBaseUncased_EqualsTheReference()
    {
        HubFiles.SkipWithoutShared();
        var json = HubFiles.Shared("bert-base-uncased", "tokenizer.json");
        await CompareAsync(json, HubFiles.Open(json, TokenizerType.WordPiece), Passages, Megabyte);
    }

    [Fact]
    public async Task EncodeToIds_BertFromVocabularyText_EqualsTheReference()
    {
        HubFiles.SkipWithoutShared();
        var tokenizer = new HubTokenizer(VocabularyFiles.ReadWordPiece(HubFiles.Shared("bert-base-uncased", "vocab.txt"), configFile: null));
        await CompareAsync(HubFiles.Shared("bert-base-uncased", "tokenizer.json"), tokenizer, 1000);
    }

    [Theory]
    [InlineData("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":false}""")]
    [InlineData("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":false,"strip_accents":true,"lowercase":false}""")]
    [InlineData("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":true,"strip_accents":false,"lowercase":true}""")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"Lowercase"},{"type":"StripAccents"}]}""")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Replace","pattern":{"String":"_"},"content":" - "}]}""")]
    [InlineData("null")]
    public async Task EncodeToIds_OtherNormalizers_EqualTheReference(string normalizer)
    {
        HubFiles.SkipWithoutShared();
        var json = files.Bert(normalizer);
        await CompareAsync(json, HubFiles.Open(json, TokenizerType.WordPiece), 500);
    }

    [Fact]
    public async Task EncodeToIds_Qwen2_EqualsTheReference()
    {
        HubFiles.SkipWithoutShared();
        var json = files.Qwen(endsTexts: false);
        await CompareAsync(json, HubFiles.Open(json, TokenizerType.Bpe), Passages, Megabyte);
    }

    [Fact]
    public async Task EncodeToIds_Qwen2FromVocabularyAndMerges_EqualsTheReference()
    {
        HubFiles.SkipWithoutShared();
        var tokenizer = new HubTokenizer(VocabularyFiles.ReadBpe(
            HubFiles.Shared("qwen2-bpe", "vocab.json"), HubFiles.Shared("qwen2-bpe", "merges.txt"), HubFiles.Shared("qwen2-bpe", "tokenizer_config.json")));
        await CompareAsync(files.Qwen(endsTexts: false), tokenizer, 1000);
    }

    [Fact]
    public async Task EncodeToIds_Qwen3Embedding_EndsWithItsToken()
    {
        HubFiles.SkipWithoutShared();
        var json = files.Qwen(endsTexts: true);
        var tokenizer = HubFiles.Open(json, TokenizerType.Bpe);
        Assert.Equal([151643], tokenizer.EncodeToIds(""));
        await CompareAsync(json, tokenizer, 500);
    }

    [Theory]
    [InlineData("roberta")]
    [InlineData("gpt2-prefix-space")]
    [InlineData("modernbert")]
    [InlineData("starcoder")]
    [InlineData("llama3")]
    [InlineData("o200k")]
    [InlineData("punctuation")]
    [InlineData("added-tokens")]
    [InlineData("gemma")]
    public async Task EncodeToIds_OtherFamilies_EqualTheReference(string family)
    {
        var json = files.Write(Families.Make(family));
        await CompareAsync(json, HubFiles.Open(json, TokenizerType.Bpe), 1000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(512)]
    public async Task EncodeToIds_Limit_CutsAsTheReferenceDoes(int limit)
    {
        HubFiles.SkipWithoutShared();
        await HubFiles.SkipWithoutReferenceAsync();
        var json = HubFiles.Shared("bert-base-uncased", "tokenizer.json");
        var tokenizer = HubFiles.Open(json, TokenizerType.WordPiece);
        var texts = CodePassages.Take(500);
        var expected = await HubReference.EncodeAsync(json, texts, TestContext.Current.CancellationToken, limit);
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.Equal(expected[i], tokenizer.EncodeToIds(texts[i], limit, out _, out var consumed));

            // What was consumed gives the same ids by itself.
            Assert.Equal(expected[i], tokenizer.EncodeToIds(texts[i].AsSpan(0, consumed)));
        }
    }

    private static async Task CompareAsync(string json, HubTokenizer tokenizer, int passages, int longest = 1 << 13)
    {
        await HubFiles.SkipWithoutReferenceAsync();
        List<string> texts = [.. CodePassages.Take(passages), .. HostileTexts.All(longest, every: longest == Megabyte)];
        Assert.True(texts.Count >= passages);
        var expected = await HubReference.EncodeAsync(json, texts, TestContext.Current.CancellationToken);
        Assert.Equal(texts.Count, expected.Count);
        var wrong = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            var ids = tokenizer.EncodeToIds(texts[i]);
            if (!ids.SequenceEqual(expected[i]))
            {
                wrong.Add(Difference(texts[i], expected[i], ids, tokenizer));
            }
            else if (ids.Count != tokenizer.CountTokens(texts[i])
                || (texts[i].Length < 100_000 && !tokenizer.EncodeToTokens(texts[i], out _).Select(token => token.Id).SequenceEqual(ids)))
            {
                wrong.Add($"count or tokens differ from ids: {Show(texts[i])}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {texts.Count} differ:\n{string.Join('\n', wrong.Take(12))}");
    }

    private static string Difference(string text, int[] expected, IReadOnlyList<int> actual, HubTokenizer tokenizer)
    {
        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        string Around(IReadOnlyList<int> ids) => string.Join(' ', ids.Skip(Math.Max(0, at - 3)).Take(8).Select(id => $"{tokenizer.TokenOf(id)}"));
        return $"{Show(text)}\n  at {at}: expected {Around(expected)}\n  but was {Around(actual)}";
    }

    private static string Show(string text) =>
        string.Concat(text.Take(60).Select(c => c is >= ' ' and < '\x7f' ? c.ToString() : $"\\u{(int)c:x4}")) + (text.Length > 60 ? $"... ({text.Length})" : "");
}
