using System.Text;

using Julie.Embedding.Tokenizers;

namespace Julie.Embedding.Tests.Tokenizers;

public sealed class ByteTokenizerTests
{
    private readonly ByteTokenizer tokenizer = new();

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("abc", 1)]
    [InlineData("abcd", 2)]
    [InlineData("äöü", 2)]
    [InlineData("日本語", 3)]
    public void CountTokens_AnyText_IsAThirdOfItsBytes(string text, int count)
    {
        Assert.Equal(count, tokenizer.CountTokens(text));
        Assert.Equal(count, tokenizer.EncodeToIds(text).Count);
    }

    [Fact]
    public void CountTokens_LoneSurrogate_IsItsReplacement() => Assert.Equal(1, tokenizer.CountTokens("\ud800"));

    [Fact]
    public void CountTokens_AnyText_TimesItsBytesIsNeverLessThanTheText()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(50)).Select(_ => char.ConvertFromUtf32(random.Next(0x20, 0xD000))));

            // What law 7 rests on: a byte-level vocabulary has no token shorter than a byte.
            Assert.True(tokenizer.CountTokens(text) * ByteTokenizer.BytesPerToken >= Encoding.UTF8.GetByteCount(text));
        }
    }

    [Fact]
    public void Decode_Ids_GivesTheTextBack()
        => Assert.Equal("int größe = 日本; // 😀", tokenizer.Decode(tokenizer.EncodeToIds("int größe = 日本; // 😀")));

    [Theory]
    [InlineData("aaaaaaaaaa", 2, 6)]
    [InlineData("日本語日本語", 2, 2)]
    [InlineData("short", 100, 5)]
    public void GetIndexByTokenCount_Limit_EndsAtACharacter(string text, int limit, int end)
        => Assert.Equal(end, tokenizer.GetIndexByTokenCount(text, limit, out _, out _));

    [Fact]
    public void GetIndexByTokenCount_CharacterThatTwoTokensShare_NeverExceedsTheLimit()
    {
        for (var limit = 1; limit < 20; limit++)
        {
            var text = "xä😀" + new string('日', 30);
            var cut = text[..tokenizer.GetIndexByTokenCount(text, limit, out _, out _)];

            Assert.True(tokenizer.CountTokens(cut) <= limit, $"{limit}: {cut}");
        }
    }
}
