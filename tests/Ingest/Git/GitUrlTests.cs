using Julie.Ingest.Git;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Git;

public sealed class GitUrlTests
{
    [Theory]
    [InlineData("https://github.com/dotnet/aspire", "github.com", "dotnet/aspire", "dotnet/aspire", "https://github.com/dotnet/aspire")]
    [InlineData("  https://GitHub.com/DotNet/Aspire.git/ ", "github.com", "dotnet/aspire", "DotNet/Aspire", "https://github.com/DotNet/Aspire.git")]
    [InlineData("https://git.example.org:8443/a/b/c.git", "git.example.org:8443", "a/b/c", "b/c", "https://git.example.org:8443/a/b/c.git")]
    [InlineData("https://example.org/one", "example.org", "one", "one", "https://example.org/one")]
    [InlineData("https://example.org/a/../b/x", "example.org", "b/x", "b/x", "https://example.org/b/x")]
    [InlineData("https://[2001:db8::1]/a/b", "[2001:db8::1]", "a/b", "a/b", "https://[2001:db8::1]/a/b")]
    public void Parse_Https_GivesTheIdentity(string input, string host, string hostId, string name, string url)
    {
        var remote = GitUrl.Parse(input, allowLocalPaths: false);
        Assert.Equal(new GitRemote(url, host, hostId, name, IsLocal: false), remote);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("-x")]
    [InlineData("https://github.com/a/b\nhttps://evil")]
    [InlineData("https://github.com/a/b\u001b[31m")]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("fd::3")]
    [InlineData("git@github.com:dotnet/aspire.git")]
    [InlineData("ssh://git@github.com/dotnet/aspire.git")]
    [InlineData("git://github.com/dotnet/aspire.git")]
    [InlineData("http://github.com/dotnet/aspire.git")]
    [InlineData("ftp://github.com/dotnet/aspire.git")]
    [InlineData("https://user:secret@github.com/dotnet/aspire.git")]
    [InlineData("https://github.com/dotnet/aspire?x=1")]
    [InlineData("https://github.com")]
    [InlineData("https://github.com/.git")]
    [InlineData("github.com/dotnet/aspire")]
    [InlineData("./relative")]
    [InlineData("file://host/path")]
    [InlineData("/nowhere/at/all")]
    [InlineData("file:///nowhere/at/all")]
    public void Parse_Refused_NamesInputAndRemedyWithoutCredentials(string? input)
    {
        var error = Assert.Throws<GitException>(() => GitUrl.Parse(input, allowLocalPaths: true));
        Assert.Equal(GitFailure.InvalidUrl, error.Failure);
        Assert.Contains("Remedy: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        if (input is { Length: > 0 })
        {
            Assert.Contains(input[..Math.Min(5, input.Length)], error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parse_Local_NeedsPermission()
    {
        using var repository = new TestRepository();
        var error = Assert.Throws<GitException>(() => GitUrl.Parse(repository.Path, allowLocalPaths: false));
        Assert.Contains("AllowLocalPaths", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LocalByPathLinkOrUrl_IsOneIdentity()
    {
        using var repository = new TestRepository();
        using var folder = new TemporaryFolder();
        var link = System.IO.Path.Combine(folder.Path, "link");
        Directory.CreateSymbolicLink(link, repository.Path);
        var direct = GitUrl.Parse(repository.Path, true);
        Assert.Equal("local", direct.Host);
        Assert.Equal("repo", direct.DefaultName);
        Assert.Equal(direct, GitUrl.Parse(link, true));
        Assert.Equal(direct, GitUrl.Parse("file://" + repository.Path, true));
        Assert.Equal(direct, GitUrl.Parse(repository.Path + "/./x/../", true));
    }

    [Fact]
    public void Parse_FolderThatIsNoRepository_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file.txt", "x");
        Assert.Contains("no Git repository", Assert.Throws<GitException>(() => GitUrl.Parse(folder.Path, true)).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<GitException>(() => GitUrl.Parse(folder.Path + "/file.txt", true)).Message, StringComparison.Ordinal);
    }
}
