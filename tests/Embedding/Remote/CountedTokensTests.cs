using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Remote;

/// <summary>Law 7: how many counted tokens are sure to fit.</summary>
public sealed class CountedTokensTests
{
    [Theory]
    [InlineData(false, TokenizerType.Code, 512, 512)]
    [InlineData(false, TokenizerType.Code, null, null)]
    [InlineData(true, TokenizerType.Bpe, 32_000, 31_968)]
    [InlineData(true, TokenizerType.Bytes, 32_000, 10_656)]
    [InlineData(true, TokenizerType.Bytes, 16, 1)]
    [InlineData(true, TokenizerType.Bytes, null, null)]
    public void CountedTokens_OfAModel_LeaveRoomForWhatIsNotCounted(bool remote, TokenizerType tokenizer, int? maxTokens, int? counted)
    {
        var manifest = TestEmbedder.Manifest(Pooling.None, maxTokens) with
        {
            Tokenizer = new TokenizerManifest(tokenizer, []),
            Remote = remote ? new RemoteManifest("https://x", "m", 1, 1) : null,
        };

        Assert.Equal(counted, manifest.CountedTokens);
    }
}
