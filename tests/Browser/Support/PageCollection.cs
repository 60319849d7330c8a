namespace Julie.Browser.Tests.Support;

/// <summary>Every test of the page shares one indexed repository.</summary>
[CollectionDefinition("page")]
public sealed class PageCollection : ICollectionFixture<SampleCode>;
