using Julie.Embedding.Manifest;
using Julie.Embedding.Spaces;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Spaces;

public sealed class SpaceKeyTests
{
    private static readonly ModelManifest Model = TestEmbedder.Manifest(Pooling.Mean);
    private static readonly SpaceChunking Chunking = new(1, "code:0", 250, 480);

    /// <summary>Each changes one thing that changes a vector.</summary>
    private static readonly Dictionary<string, Func<ModelManifest, ModelManifest>> Changes = new()
    {
        [nameof(ModelManifest.Id)] = m => m with { Id = "other" },
        [nameof(ModelManifest.Provider)] = m => m with { Provider = (ModelProvider)1 },
        [nameof(ModelManifest.Dimensions)] = m => m with { Dimensions = 5 },
        [nameof(ModelManifest.FullDimensions)] = m => m with { FullDimensions = 8 },
        [nameof(ModelManifest.Pooling)] = m => m with { Pooling = Pooling.Cls },
        [nameof(ModelManifest.Normalize)] = m => m with { Normalize = false },
        [nameof(ModelManifest.MaxTokens)] = m => m with { MaxTokens = null },
        [nameof(ModelManifest.QueryPrefix)] = m => m with { QueryPrefix = "q" },
        [nameof(ModelManifest.DocumentPrefix)] = m => m with { DocumentPrefix = "q" },
        [nameof(ModelManifest.QueryTokenType)] = m => m with { QueryTokenType = 0 },
        [nameof(ModelManifest.DocumentTokenType)] = m => m with { DocumentTokenType = 1 },
        [nameof(ModelManifest.Tokenizer)] = m => m with { Tokenizer = m.Tokenizer with { Type = TokenizerType.Bpe } },
        [nameof(ModelManifest.Onnx)] = m => m with { Onnx = m.Onnx! with { Output = "other" } },
        [nameof(ModelManifest.Remote)] = m => m with { Remote = new RemoteManifest("https://example.org", "other", 1, 1) },
        [nameof(ModelManifest.Revision)] = m => m with { Revision = "2" },
        [nameof(ModelManifest.Files)] = m => m with { Files = [m.Files[0] with { Sha256 = new string('c', 64) }, m.Files[1]] },
    };

    /// <summary>What people and <c>pull</c> read, and nothing else.</summary>
    private static readonly string[] NoMatter =
    [
        nameof(ModelManifest.Schema), nameof(ModelManifest.DisplayName), nameof(ModelManifest.License), nameof(ModelManifest.Matryoshka),
        nameof(ModelManifest.Quantized), nameof(ModelManifest.Source), nameof(ModelManifest.Unverified),
    ];

    public static TheoryData<string> Fields => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Of_FieldChanged_IsAnotherSpace(string field)
        => Assert.NotEqual(Key(Model), Key(Changes[field](Model)));

    [Fact]
    public void Of_EveryFieldOfTheManifest_IsCountedOrKnownNotToMatter()
        => Assert.Equal(
            typeof(ModelManifest).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(),
            Changes.Keys.Concat(NoMatter).Order());

    [Fact]
    public void Of_TokenizerFileChanged_IsAnotherSpace()
        => Assert.NotEqual(Key(Model), Key(Model with { Files = [Model.Files[0], Model.Files[1] with { Sha256 = new string('c', 64) }] }));

    [Fact]
    public void Of_WhatChangesNoVector_IsTheSameSpace()
        => Assert.Equal(Key(Model), Key(Model with
        {
            DisplayName = "Another", License = "Apache-2.0", Matryoshka = [2], Unverified = ["pooling"], Source = new ModelSource("a/b", "main"),
        }));

    [Fact]
    public void Of_ServiceMovedToAnotherAddress_IsTheSameSpace()
    {
        var remote = new RemoteManifest("https://one.example", "m", 1, 1);

        Assert.Equal(
            Key(Model with { Remote = remote }),
            Key(Model with { Remote = remote with { Endpoint = "https://two.example", MaxTexts = 9, PricePerMillionTokens = 1 } }));
    }

    [Fact]
    public void Of_ManifestThatIsNotPinned_IsRefused()
        => Assert.Throws<ArgumentException>(() => Key(Model with { Files = [Model.Files[0] with { Sha256 = null }, Model.Files[1]] }));

    /// <summary>Another key re-embeds every passage of every installation: not by accident.</summary>
    [Fact]
    public void Of_SameManifest_IsTheSameSpaceInEveryVersion()
        => Assert.Equal("8920c0c9f770fb198241cbf46f30050fb07e4c1ac8c2038c47f4036a5e11f9e6", Convert.ToHexStringLower(Key(Model)));

    [Fact]
    public void Of_InputOrChunkingChanged_IsAnotherSpace()
    {
        byte[][] keys =
        [
            Key(Model),
            SpaceKey.Of(Model, 2, Chunking),
            SpaceKey.Of(Model, 1, Chunking with { Version = 2 }),
            SpaceKey.Of(Model, 1, Chunking with { Tokenizer = "code:1" }),
            SpaceKey.Of(Model, 1, Chunking with { TargetTokens = 251 }),
            SpaceKey.Of(Model, 1, Chunking with { LimitTokens = 481 }),
        ];

        Assert.Equal(keys.Length, keys.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(keys, key => Assert.Equal(32, key.Length));
    }

    [Fact]
    public void Of_TextMovedFromOneFieldToTheNext_IsAnotherSpace()
        => Assert.NotEqual(
            Key(Model with { QueryPrefix = "a\ndocument-prefix 1 b", DocumentPrefix = "" }),
            Key(Model with { QueryPrefix = "a", DocumentPrefix = "b" }));

    [Fact]
    public void TokenizerIdentity_SameFilesInAnotherModel_IsTheSame()
    {
        Assert.Equal(SpaceKey.TokenizerIdentity(Model), SpaceKey.TokenizerIdentity(Model with { Id = "other", Dimensions = 9 }));
        Assert.NotEqual(
            SpaceKey.TokenizerIdentity(Model),
            SpaceKey.TokenizerIdentity(Model with { Files = [Model.Files[0], Model.Files[1] with { Sha256 = new string('c', 64) }] }));
    }

    private static byte[] Key(ModelManifest manifest) => SpaceKey.Of(manifest, 1, Chunking);
}
