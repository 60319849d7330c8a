using System.Globalization;
using System.Text.RegularExpressions;
using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

/// <summary>A whole file: marked lines, what the query finds in it, its outline.</summary>
[Collection("page")]
public sealed class FilePageTests(RunningSystem system, Chromium chromium)
{
    private static readonly string Address = $"/?file={SampleCode.Name}/src/Census.cs";

    [Fact]
    public async Task File_ShowsAllOfItWithTheLinesMarked()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, $"{Address}&lines=6-7&q=nests");

        await Expect(signedIn.Page.Locator(".line.range")).ToHaveCountAsync(2);
        await Expect(signedIn.Page.Locator(".line.range").Last).ToContainTextAsync("TakeCensus(Colony colony)");
        Assert.Equal(36, await signedIn.Page.Locator(".sheet .line").CountAsync());
        await Expect(signedIn.Page.Locator(".facts")).ToContainTextAsync("36 lines");
        await Expect(signedIn.Page.Locator(".sheet mark").First).ToHaveTextAsync("nest");
    }

    [Fact]
    public async Task LineNumber_MarksTheLine_WithShiftTheRange_AndTheAddressSaysSo()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, Address);
        ILocator Number(int line) => signedIn.Page.Locator($".line[data-line='{line}'] .number");

        await Number(4).ClickAsync();
        Assert.Contains("lines=4", signedIn.Page.Url, StringComparison.Ordinal);
        await Number(7).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });

        Assert.Contains("lines=4-7", signedIn.Page.Url, StringComparison.Ordinal);
        await Expect(signedIn.Page.Locator(".line.range")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Outline_NamesWhatTheFileDefines_AndLeadsThere()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, Address);

        await signedIn.SettledAsync();
        await signedIn.Page.Keyboard.PressAsync("o");
        await signedIn.Page.Keyboard.TypeAsync("take");
        await Expect(signedIn.Page.Locator(".outline li:visible")).ToHaveCountAsync(1);
        await signedIn.Page.Keyboard.PressAsync("Enter");

        await Expect(signedIn.Page.Locator(".line.range").First).ToContainTextAsync("public List<int> TakeCensus");
        await Expect(signedIn.Page.Locator(".outline [aria-current]")).ToContainTextAsync("TakeCensus");
    }

    [Fact]
    public async Task Similar_ShowsPlacesLikeTheMarkedLines()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, $"/?file={SampleCode.Name}/src/census.py&lines=1-3");

        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "Similar" }).ClickAsync();

        await Expect(signedIn.Page.GetByRole(AriaRole.Heading, new() { Name = "Similar places" })).ToBeVisibleAsync();
        await Expect(signedIn.Files.Filter(new() { HasText = SampleCode.CopyName }).Locator(".badge").First).ToHaveTextAsync("copy");
    }

    [Fact]
    public async Task FileThatIsNone_SaysSo()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?file=nowhere/nothing.cs");

        await Expect(signedIn.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not found");
    }

    [Fact]
    public async Task Keyboard_WalksFromSearchToFileToTheNextHitAndBack()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=deliveries");
        IPage page = signedIn.Page;

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync($"take the census of a colony lang:csharp repo:{SampleCode.Name} ", new() { Delay = 10 });
        await page.Keyboard.PressAsync("Enter");
        await Expect(signedIn.Box).Not.ToBeFocusedAsync();

        // results of what was typed so far are there before: of a file that the whole query does not find, nothing is left to be at
        await Expect(page).ToHaveTitleAsync(new Regex($"repo:{SampleCode.Name} ?· Julie$"));
        await signedIn.SettledAsync();
        await Expect(signedIn.Files.First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".file[aria-current]")).ToBeFocusedAsync();
        while (!(await page.Locator(".file[aria-current]").GetAttributeAsync("data-copy"))!.StartsWith("src/Census.cs", StringComparison.Ordinal))
        {
            await page.Keyboard.PressAsync("j");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".sheet .name")).ToHaveTextAsync("Census.cs");
        await Expect(page.Locator(".hits")).ToContainTextAsync("of");
        await page.Keyboard.PressAsync("n");
        int first = await LineAsync(page);
        await page.Keyboard.PressAsync("n");
        int second = await LineAsync(page);
        Assert.True(second > first, $"{second} is not behind {first}");
        await Expect(page.Locator(".line.now mark").First).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("p");
        Assert.Equal(first, await LineAsync(page));

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".file[aria-current]")).ToBeFocusedAsync();
        await Expect(page.Locator(".file[aria-current]")).ToContainTextAsync("Census.cs");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keyboard_ShowsAllLinesOfAResult_AndReachesTheFilters()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        IPage page = signedIn.Page;
        await signedIn.SearchAsync($"/CountHerons/ repo:{SampleCode.Name}");
        await page.Keyboard.PressAsync("j");
        ILocator lines = page.Locator(".file[aria-current] .line:visible");
        int few = await lines.CountAsync();

        await page.Keyboard.PressAsync("e");
        Assert.True(await lines.CountAsync() > few);
        await page.Keyboard.PressAsync("e");
        Assert.Equal(few, await lines.CountAsync());
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".facets :focus")).ToHaveCountAsync(1);
    }

    private static async Task<int> LineAsync(IPage page) => int.Parse((await page.Locator(".line.now").GetAttributeAsync("data-line"))!, CultureInfo.InvariantCulture);
}
