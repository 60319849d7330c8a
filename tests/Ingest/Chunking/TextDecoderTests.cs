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

    [Fact]
    public void Mask_Secrets_KeepLengthAndLines()
    {
        var key = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEpAIBAAKCAQEA\nabcd\n-----END RSA PRIVATE " + "KEY-----";
        var token = "ghp_" + new string('a', 36);
        var text = $"before\n{key}\nvar t = \"{token}\";\n";
        var masked = SecretMask.Of(text);
        Assert.Equal(text.Length, masked.Length);
        Assert.Equal(text.Count(c => c == '\n'), masked.Count(c => c == '\n'));
        Assert.DoesNotContain("MIIE", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", masked, StringComparison.Ordinal);
        Assert.Contains($"var t = \"{new string('*', 40)}\";", masked, StringComparison.Ordinal);
        Assert.Equal("public string Key = \"value\";", SecretMask.Of("public string Key = \"value\";"));
    }
}
