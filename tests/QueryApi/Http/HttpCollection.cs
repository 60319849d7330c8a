namespace Julie.QueryApi.Tests.Http;

/// <summary>Tests over one index, one after another.</summary>
[CollectionDefinition("http")]
public sealed class HttpCollection : ICollectionFixture<SeededCode>;
