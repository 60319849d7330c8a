using System.Text.RegularExpressions;
using Julie.Index.Search;

namespace Julie.Index.Tests;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("src/**", "src/a/b.cs", true)]
    [InlineData("src/**", "lib/src/b.cs", false)]
    [InlineData("*.cs", "src/a/b.cs", true)]
    [InlineData("*.cs", "src/a/b.css", false)]
    [InlineData("src/*.cs", "src/a/b.cs", false)]
    [InlineData("src/**/*.cs", "src/b.cs", true)]
    [InlineData("**/tests/**", "a/tests/b.cs", true)]
    [InlineData("b?.cs", "src/b1.cs", true)]
    [InlineData("Search", "QueryApi/SearchApi.cs", true)]
    [InlineData("a+b(c)[d]", "x/a+b(c)[d].txt", true)]
    [InlineData(".cs", "xcs", false)]
    public void ToRegex_Glob_MatchesAsPeopleExpect(string glob, string path, bool expected) =>
        Assert.Equal(expected, Regex.IsMatch(path, PathGlob.ToRegex(glob)));

    [Theory]
    [InlineData("julie", "%julie%")]
    [InlineData("Org/*", "org/%")]
    [InlineData("50%_\\", "%50\\%\\_\\\\%")]
    public void ToLike_RepositoryFilter_IsEscaped(string pattern, string expected) =>
        Assert.Equal(expected, RepositoryPattern.ToLike(pattern));
}
