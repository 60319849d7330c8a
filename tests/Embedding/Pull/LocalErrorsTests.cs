using Julie.Embedding.Pull;

namespace Julie.Embedding.Tests.Pull;

public sealed class LocalErrorsTests
{
    [Theory]
    [InlineData(28, "no room")]
    [InlineData(122, "no room")]
    [InlineData(5, "cannot be written")]
    public void Of_IOException_SaysWhatToDo(int code, string expected)
        => Assert.Contains(expected, LocalErrors.Of(new IOException("x", code), "/models/m/f").Problem);

    [Fact]
    public void Of_NoRight_NamesThePath()
        => Assert.Contains("/models/m/f may not be written", LocalErrors.Of(new UnauthorizedAccessException(), "/models/m/f").Problem);

    [Fact]
    public void Of_FullDevice_IsKnownAsSuch()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full here");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var error = Assert.ThrowsAny<IOException>(() => full.Write([1]));

        Assert.Contains("no room", LocalErrors.Of(error, "/models/m/f").Problem);
    }
}
