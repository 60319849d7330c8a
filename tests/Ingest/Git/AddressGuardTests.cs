using System.Net;

using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Git;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    public void IsPublic_SpecialAddress_IsFalse(string address) => Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("140.82.121.4")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("2606:50c0:8000::153")]
    public void IsPublic_PublicAddress_IsTrue(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Pin_OnePrivateAddressAmongPublicOnes_IsRefused()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => PinAsync("140.82.121.4", "10.0.0.1"));
        Assert.Contains("10.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowPrivateAddresses", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pin_PublicAddresses_NamesThemAll() =>
        Assert.Equal("git.example.org:8443:140.82.121.4,[2606:50c0:8000::153]", await PinAsync("140.82.121.4", "2606:50c0:8000::153"));

    [Fact]
    public async Task Pin_PrivateAddressWhereAllowed_IsPinned() =>
        Assert.Equal("git.example.org:8443:10.0.0.1", await new HostResolver(
            Options.Create(new IngestOptions { AllowPrivateAddresses = true }), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]))
            .PinAsync(new Uri("https://git.example.org:8443/a"), TestContext.Current.CancellationToken));

    /// <summary>The platform's resolver throws for the unspecified address, in any spelling: it was a 500.</summary>
    [Theory]
    [InlineData("https://0/a")]
    [InlineData("https://0.0.0.0/a")]
    [InlineData("https://[::]/a")]
    public async Task Pin_UnspecifiedAddress_IsRefused(string url)
    {
        var resolver = new HostResolver(Options.Create(new IngestOptions()));
        var error = await Assert.ThrowsAsync<GitException>(() => resolver.PinAsync(new Uri(url), TestContext.Current.CancellationToken));
        Assert.Equal(GitFailure.InvalidUrl, error.Failure);
    }

    private static Task<string> PinAsync(params string[] addresses) =>
        new HostResolver(Options.Create(new IngestOptions()), (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()))
            .PinAsync(new Uri("https://git.example.org:8443/a"), TestContext.Current.CancellationToken);
}
