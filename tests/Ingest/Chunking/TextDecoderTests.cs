using System.Text;

using Julie.Ingest.Chunking;

namespace Julie.Ingest.Tests.Chunking;

public sealed class TextDecoderTests
{
    [Fact]
    public void Decode_Utf8WithMark_LosesTheMark()
    {
        var (text, _) = TextDecoder.Decode([0xEF, 0xBB, 0xBF, .. "é = 1"u8]);
        Assert.Equal("é = 1", text!.Text);
        Assert.Equal(3, text.Preamble);
        Assert.Equal(2, text.Bytes(0, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_Utf16WithMark_IsText(bool little)
    {
        Encoding encoding = little ? Encoding.Unicode : Encoding.BigEndianUnicode;
        var (text, _) = TextDecoder.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("class Ä { }\n")]);
        Assert.Equal("class Ä { }\n", text!.Text);
        Assert.Equal(10, text.Bytes(0, 5));
    }

    [Fact]
    public void Decode_MostlyAsciiThatIsNoUtf8_IsLatin1()
    {
        var (text, _) = TextDecoder.Decode(Encoding.Latin1.GetBytes("// Größe der Tür\nint size = 3;\n"));
        Assert.Equal("// Größe der Tür\nint size = 3;\n", text!.Text);
    }

    [Fact]
    public void Decode_ManyHighBytesThatAreNoUtf8_IsUndecodable()
    {
        var bytes = new byte[200];
        Array.Fill(bytes, (byte)0xE9);
        bytes[0] = (byte)'a';
        Assert.Equal(SkipReason.Undecodable, TextDecoder.Decode(bytes).Skip);
    }

    [Fact]
    public void Decode_Nul_IsBinary() => Assert.Equal(SkipReason.Binary, TextDecoder.Decode("abc\0def"u8).Skip);

    [Fact]
    public void Decode_ControlCharacters_AreBinary() => Assert.Equal(SkipReason.Binary, TextDecoder.Decode([.. Enumerable.Repeat((byte)1, 20), .. "abc"u8]).Skip);

    [Theory]
    [InlineData(false, "class Ärger { }\r\nint x;\r\n")]
    [InlineData(true, "class Ärger { }\nint x;\n")]
    [InlineData(false, "\u540d\u524d = 1\n\u5024 = 2\n\u65e5\u672c\u8a9e\u306e\u6ce8\u91c8 \n")]
    public void Decode_Utf16WithoutMark_IsText(bool big, string text)
    {
        Encoding encoding = big ? Encoding.BigEndianUnicode : Encoding.Unicode;
        var (decoded, _) = TextDecoder.Decode(encoding.GetBytes(text));
        Assert.Equal(text, decoded?.Text);
        Assert.Equal(10, decoded!.Bytes(0, 5));
    }

    [Fact]
    public void Decode_SmallNumbersAsBytes_AreBinary()
    {
        var numbers = new byte[4000];
        for (var i = 0; i < numbers.Length; i += 4)
        {
            numbers[i] = (byte)(i / 4 % 200);
        }

        Assert.Equal(SkipReason.Binary, TextDecoder.Decode(numbers).Skip);
    }

    [Fact]
    public void Decode_Utf32WithMark_IsText() =>
        Assert.Equal("int ä;\n", TextDecoder.Decode([0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("int ä;\n")]).Text?.Text);

    [Fact]
    public void Decode_Windows1252_HasItsQuotesAndTheEuro()
    {
        var (text, _) = TextDecoder.Decode([.. "// costs 5 "u8, 0x80, .. ", says "u8, 0x93, .. "he"u8, 0x94, (byte)'\n', .. "int price;\n"u8]);
        Assert.Equal("// costs 5 €, says “he”\nint price;\n", text!.Text);
        Assert.Equal(12, text.Bytes(0, 12));
    }

    [Fact]
    public void Decode_BytesThatWindows1252LeavesFree_AreUndecodable() => Assert.Equal(SkipReason.Undecodable, TextDecoder.Decode([.. "some text that is plain, and then "u8, 0x81, 0x8D]).Skip);

    [Theory]
    [InlineData("a\nb\nc")]
    [InlineData("a\r\nb\r\nc")]
    [InlineData("a\rb\rc")]
    [InlineData("a\nb\r\nc\r")]
    public void SourceText_AnyLineEnd_GivesTheSameLines(string text) => Assert.Equal(3, new SourceText(text, Languages.Text).Lines.Count);
}
