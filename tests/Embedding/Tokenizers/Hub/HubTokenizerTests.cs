using System.Buffers;
using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;
using Julie.Embedding.Tokenizers;

namespace Julie.Embedding.Tests.Tokenizers.Hub;

public sealed class HubTokenizerTests : IDisposable
{
    private const string Small = """
        {
          "version": "1.0", "truncation": { "direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0 },
          "padding": { "strategy": { "Fixed": 8 }, "direction": "Right", "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]" },
          "added_tokens": [{ "id": 2, "content": "[CLS]", "special": true, "normalized": false }, { "id": 3, "content": "[SEP]", "special": true, "normalized": false }],
          "normalizer": { "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true },
          "pre_tokenizer": { "type": "BertPreTokenizer" },
          "post_processor": { "type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2] },
          "decoder": null,
          "model": { "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "get": 4, "##user": 5, "user": 6, "(": 7, ")": 8, "uber": 9, "中": 10, "##s": 11 } }
        }
        """;

    private readonly HubFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EncodeToIds_FileWithTruncationAndPadding_HasNeither() =>
        Assert.Equal([2, 4, 5, 7, 6, 11, 8, 3], Open().EncodeToIds("getUser(users)"));

    [Fact]
    public void CountTokens_Nothing_IsTheSpecialTokens()
    {
        Assert.Equal(2, Open().CountTokens(""));
        Assert.Equal([2, 3], Open().EncodeToIds(""));
    }

    [Theory]
    [InlineData(2, "", 0)]
    [InlineData(3, "4", 3)]
    [InlineData(4, "4 5", 7)]
    [InlineData(6, "4 5 7 6", 12)]
    [InlineData(8, "4 5 7 6 11 8", 16)]
    public void EncodeToIds_Limit_KeepsTheSpecialTokensAndSaysHowFar(int limit, string expected, int consumed)
    {
        var ids = Open().EncodeToIds("getÜser(users)  ".Replace("Ü", "U", StringComparison.Ordinal), limit, out var normalized, out var read);
        Assert.Equal($"2 {expected} 3".Replace("  ", " ", StringComparison.Ordinal), string.Join(' ', ids));
        Assert.Null(normalized);
        Assert.Equal(consumed, read);
    }

    [Fact]
    public void EncodeToTokens_NormalisedText_PointsAtTheOriginal()
    {
        const string Text = "x\0 ÜBER  中u\u0301ser";
        var tokens = Open().EncodeToTokens(Text, out _);
        Assert.Equal(["[CLS]", "[UNK]", "uber", "中", "user", "[SEP]"], tokens.Select(token => token.Value));
        Assert.Equal(["", "x", "ÜBER", "中", "u\u0301ser", ""], tokens.Select(token => Text[token.Offset]));
    }

    [Fact]
    public void GetIndexByTokenCount_FromEitherEnd_CountsSpecialTokens()
    {
        var tokenizer = Open();
        Assert.Equal(7, tokenizer.GetIndexByTokenCount("getUser(users)", 4, out _, out var count));
        Assert.Equal(4, count);
        Assert.Equal(8, tokenizer.GetIndexByTokenCountFromEnd("getUser(users)", 5, out _, out count));
        Assert.Equal(5, count);
    }

    [Fact]
    public void Decode_Ids_GivesWords()
    {
        var tokenizer = Open();
        Assert.Equal("getuser ( users )", tokenizer.Decode([4, 5, 7, 6, 11, 8]));
        Assert.Throws<InvalidOperationException>(() => tokenizer.Decode([4, 99]));
        Assert.Equal(OperationStatus.DestinationTooSmall, tokenizer.Decode([4], new char[2], out _, out _));
    }

    [Fact]
    public async Task EncodeToIds_ManyThreads_GiveWhatOneGives()
    {
        var tokenizer = Open();
        string[] texts = [.. CodePassages.Take(300).Take(300)];
        var alone = texts.Select(text => tokenizer.EncodeToIds(text)).ToList();
        var shared = Open();
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (worker, _) =>
        {
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.Equal(alone[(i + (worker * 37)) % texts.Length], shared.EncodeToIds(texts[(i + (worker * 37)) % texts.Length]));
            }

            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void CountTokens_TwiceTheText_AllocatesNoResult()
    {
        var tokenizer = Open();
        var text = string.Concat(Enumerable.Repeat("getUser(user) ", 20_000));
        tokenizer.CountTokens(text);
        const int Tokens = 100_002;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Tokens, tokenizer.CountTokens(text));
        // a list of the ids would take four bytes of each; what the runtime itself allocates meanwhile is far less than one
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Tokens);
    }

    [Theory]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":""}""", "'normalizer' is of type 'Precompiled'")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","replacement":"▁"}""", "'pre_tokenizer' is of type 'Metaspace'")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"(?<"},"behavior":"Isolated","invert":false}""", "has a pattern that is not understood")]
    [InlineData("post_processor", """{"type":"Odd"}""", "'post_processor' is of type 'Odd'")]
    [InlineData("model", """{"type":"Unigram","vocab":[]}""", "'model' is of type 'Unigram'")]
    [InlineData("model", """{"type":"WordPiece","unk_token":"?","vocab":{}}""", "'?' is not in the vocabulary")]
    [InlineData("model", """{"type":"WordPiece","unk_token":"?","vocab":{"?":"one"}}""", "must be a number")]
    public void Open_PartThatIsNotSupported_NamesFilePartAndRemedy(string part, string json, string problem)
    {
        var tokenizer = JsonNode.Parse(Small)!.AsObject();
        tokenizer[part] = JsonNode.Parse(json);
        var file = files.Write(tokenizer);
        var exception = Assert.Throws<ModelFileException>(() => HubFiles.Open(file, TokenizerType.WordPiece));
        Assert.Equal(file, exception.File);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains("docs/tokenizers.md", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoJson_NamesTheFile() =>
        Assert.Throws<ModelFileException>(() => HubTokenizer.Open(files.WriteText("broken.json", "{")));

    [Fact]
    public void Create_ManifestOfWordPiece_OpensItsFile()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(Path.Combine(folder.Folder, "vocabulary.json"), Small);
        folder.Json["tokenizer"]!["type"] = "wordpiece";
        folder.Forget();
        Assert.Equal([2, 6, 3], TokenizerFactory.Create(folder.Store.Load(ModelFolder.Id)).EncodeToIds("User"));
        folder.Json["tokenizer"]!["type"] = "bpe";
        folder.Save();
        var exception = Assert.Throws<ModelFileException>(() => TokenizerFactory.Create(folder.Store.Load(ModelFolder.Id)));
        Assert.Contains("is of type 'WordPiece' where the manifest's tokenizer.type says BPE", exception.Message, StringComparison.Ordinal);
    }

    private HubTokenizer Open() => HubFiles.Open(files.Write(JsonNode.Parse(Small)!.AsObject()), TokenizerType.WordPiece);
}
