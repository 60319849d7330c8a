using System.Buffers;
using System.Text;

using Julie.Embedding.Tokenizers;

namespace Julie.Embedding.Tests.Tokenizers;

public sealed class CodeTokenizerTests
{
    private static readonly string[] Words =
    [
        "[UNK]", .. "abcdefghijklmnopqrstuvwxyz0123456789".Select(c => c.ToString()), "ü", "Б".ToLowerInvariant(), "#",
        "parse", "http", "header", "urls", "get", "user", "by", "id", "utf", "16", "json", "response", "jsonp",
    ];

    private readonly CodeTokenizer tokenizer = Open(Words);

    [Theory]
    [InlineData("parseHTTPHeader", "parse http header")]
    [InlineData("get_user_by_id", "get user by id")]
    [InlineData("getURLs(user)", "get urls user")]
    [InlineData("GET_USER", "get user")]
    [InlineData("utf16Id", "utf 16 id")]
    [InlineData("GetUserById\n\t.parse", "get user by id parse")]
    [InlineData("x = y;", "x y")]
    public void EncodeToTokens_Identifiers_AreCutAtCaseUnderscoreAndDigits(string text, string expected) =>
        Assert.Equal(expected, Join(text));

    [Theory]
    [InlineData("jsonresponse", "json response")]
    [InlineData("jsonpresponse", "jsonp response")]
    [InlineData("userz", "user z")]
    [InlineData("1642", "16 4 2")]
    public void EncodeToTokens_UnknownWord_IsItsLongestPieces(string text, string expected) => Assert.Equal(expected, Join(text));

    [Fact]
    public void EncodeToTokens_MarkInVocabulary_IsAToken() => Assert.Equal("# user", Join("#{user}"));

    [Theory]
    [InlineData("naïve", "n a [UNK]")]
    [InlineData("Ü Б", "ü б")]
    [InlineData("用户 user", "[UNK] [UNK] user")]
    [InlineData("user \ud83d\ude00", "user")]
    [InlineData("user \ud800", "user")]
    [InlineData("\ud835\udd38", "[UNK]")]
    public void EncodeToTokens_BeyondAscii_IsKnownUnknownOrDropped(string text, string expected) => Assert.Equal(expected, Join(text));

    [Theory]
    [InlineData("", 0)]
    [InlineData(" ", 1)]
    [InlineData("{};", 1)]
    public void CountTokens_NothingToSay_IsOneUnknownUnlessEmpty(string text, int expected)
    {
        Assert.Equal(expected, tokenizer.CountTokens(text));
        Assert.Equal(expected, tokenizer.EncodeToIds(text).Count);
    }

    [Fact]
    public void EncodeToTokens_Offsets_PointAtTheOriginalText()
    {
        const string Text = "void parseHTTPHeader(jsonresponse)";
        var tokens = tokenizer.EncodeToTokens(Text, out var normalized);
        Assert.Null(normalized);
        Assert.All(tokens.Where(token => token.Value != "[UNK]"), token =>
            Assert.Equal(token.Value, Text[token.Offset], ignoreCase: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(99)]
    public void EncodeToIds_Limit_TakesTheFirstAndSaysHowFar(int limit)
    {
        const string Text = "getUser(by id);";
        var all = tokenizer.EncodeToIds(Text);
        var some = tokenizer.EncodeToIds(Text, limit, out _, out var consumed);
        Assert.Equal(all.Take(limit), some);
        Assert.Equal(limit >= 4 ? Text.Length : tokenizer.GetIndexByTokenCount(Text, limit, out _, out _), consumed);
    }

    [Theory]
    [InlineData(0, 0, 15)]
    [InlineData(1, 3, 11)]
    [InlineData(2, 7, 8)]
    [InlineData(4, 13, 0)]
    [InlineData(99, 13, 0)]
    public void GetIndexByTokenCount_FromEitherEnd_IsWhereTheTokensEnd(int limit, int end, int start)
    {
        const string Text = "getUser(by id);";
        Assert.Equal(end, tokenizer.GetIndexByTokenCount(Text, limit, out _, out var count));
        Assert.Equal(Math.Min(limit, 4), count);
        Assert.Equal(start, tokenizer.GetIndexByTokenCountFromEnd(Text, limit, out _, out count));
        Assert.Equal(Math.Min(limit, 4), count);
    }

    [Fact]
    public void CountTokens_AnyText_IsTheNumberOfIdsAndTokens()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(12) switch
            {
                0 => (char)random.Next(0x10000),
                1 => '_',
                2 => ' ',
                < 5 => (char)random.Next('A', 'Z' + 1),
                < 6 => (char)random.Next('0', '9' + 1),
                < 7 => (char)random.Next('!', '/'),
                _ => (char)random.Next('a', 'z' + 1),
            }));
            var tokens = tokenizer.EncodeToTokens(text, out _);
            Assert.Equal(tokens.Select(token => token.Id), tokenizer.EncodeToIds(text));
            Assert.Equal(tokens.Count, tokenizer.CountTokens(text));
            var last = 0;
            foreach (var token in tokens)
            {
                var (offset, length) = token.Offset.GetOffsetAndLength(text.Length);
                Assert.True(offset >= last && length > 0);
                last = offset + length;
            }
        }
    }

    [Fact]
    public void CountTokens_LongText_AllocatesNoResult()
    {
        var text = string.Concat(Enumerable.Repeat("public HttpResponse GetUserById(jsonresponse) => parse16;\n", 1000));
        tokenizer.CountTokens(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = tokenizer.CountTokens(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(16_000, count);
        // a list of the ids would take four bytes of each; the runtime itself may allocate something meanwhile
        Assert.InRange(allocated, 0, count);
    }

    [Fact]
    public void Decode_Ids_AreTheTokensWithSpaces()
    {
        Assert.Equal("get user by id", tokenizer.Decode(tokenizer.EncodeToIds("getUserByID")));
        Assert.Equal(OperationStatus.InvalidData, tokenizer.Decode([Words.Length], new char[10], out _, out _));
        Assert.Equal(OperationStatus.DestinationTooSmall, tokenizer.Decode(tokenizer.EncodeToIds("getUser"), new char[5], out var ids, out var written));
        Assert.Equal((1, 3), (ids, written));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("[UNK]\na\na")]
    [InlineData("[UNK]\n\na")]
    [InlineData("[UNK]\nParse")]
    [InlineData("[UNK]\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")]
    public void Create_WrongVocabulary_IsRefused(string vocabulary) =>
        Assert.Throws<InvalidDataException>(() => CodeTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(vocabulary))));

    private static CodeTokenizer Open(string[] words) =>
        CodeTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words) + "\n")));

    private string Join(string text) => string.Join(' ', tokenizer.EncodeToTokens(text, out _).Select(token => token.Value));
}
