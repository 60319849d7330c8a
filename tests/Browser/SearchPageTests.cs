using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

[Collection("page")]
public sealed class SearchPageTests(RunningSystem system, Chromium chromium)
{
    private static readonly string Census = $"take the census of a colony repo:{SampleCode.Name}";

    [Fact]
    public async Task Search_ShowsFilesWithLineNumbersAndTermsLitUp()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync(Census);

        ILocator file = signedIn.Files.Filter(new() { HasText = "Census.cs" });
        await Expect(file).ToHaveCountAsync(1);
        await Expect(file.Locator(".meta")).ToContainTextAsync("csharp");
        await Expect(file.Locator("mark:visible").Filter(new() { HasText = "Census" }).First).ToBeVisibleAsync();
        ILocator line = file.Locator("tr").Filter(new() { HasText = "public List<int> TakeCensus" });
        await Expect(line.Locator("th")).ToHaveTextAsync("7");
        await Expect(signedIn.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("result");
    }

    [Fact]
    public async Task Address_HoldsTheSearch_ForReloadAndBack()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync(Census);
        await signedIn.SearchAsync("herons");

        await signedIn.Page.ReloadAsync();
        await Expect(signedIn.Box).ToHaveValueAsync("herons");
        await signedIn.Page.GoBackAsync();
        await Expect(signedIn.Box).ToHaveValueAsync(Census);
        await Expect(signedIn.Files.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Chip_NarrowsToALanguage_AndWidensAgain()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync(Census);
        ILocator python = signedIn.Page.Locator(".chip").Filter(new() { HasText = "python" });

        await python.ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"{Census} lang:python");
        await Expect(signedIn.Files).ToHaveCountAsync(1);
        await Expect(signedIn.Files.Locator(".name")).ToHaveTextAsync("census.py");
        await Expect(python).ToHaveAttributeAsync("aria-pressed", "true");

        await python.ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync(Census);
    }

    [Fact]
    public async Task Keyboard_ReachesTheBoxMovesThroughResultsAndExpandsThem()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync($"{Census} lang:csharp");
        IPage page = signedIn.Page;
        ILocator current = page.Locator(".place[aria-current]");

        await page.Keyboard.PressAsync("j");
        await Expect(current).ToHaveCountAsync(1);
        await Expect(current).ToBeFocusedAsync();
        for (int i = 0; i < 20 && await current.Locator(".more").CountAsync() == 0; i++)
        {
            await page.Keyboard.PressAsync("j");
        }

        ILocator lines = current.Locator("tr:visible");
        int few = await lines.CountAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(current.Locator(".more")).ToHaveAttributeAsync("aria-expanded", "true");
        Assert.True(await lines.CountAsync() > few);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(few, await lines.CountAsync());

        await page.Keyboard.PressAsync("/");
        await Expect(signedIn.Box).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task UnknownFilter_IsUnderlinedWithARemedy()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync("retry langauge:go now");

        await Expect(signedIn.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Did you mean language:?");
        await Expect(signedIn.Page.Locator(".wrong")).ToHaveTextAsync("langauge:go");
    }

    [Fact]
    public async Task NothingFound_OffersTheQueryWithoutItsFilters()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync("herons repo:no-such-repository");
        await Expect(signedIn.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing found" })).ToBeVisibleAsync();
        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "herons" }).ClickAsync();

        await Expect(signedIn.Box).ToHaveValueAsync("herons");
        await Expect(signedIn.Files.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MarkupInCodeAndNames_IsShownAsTextAndDoesNothing()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync($"markup of herons repo:{SampleCode.Name} lang:markdown");

        await Expect(signedIn.Files.Locator(".name").First).ToHaveTextAsync("b> name.md");
        await Expect(signedIn.Files.Locator("h3").First).ToContainTextAsync("<b>odd</b> name.md");
        await Expect(signedIn.Files.First).ToContainTextAsync("<script>window.pwned = 2</script>");
        Assert.False(await signedIn.Page.EvaluateAsync<bool>("'pwned' in window"));
        Assert.Equal(0, await signedIn.Files.Locator("img, script, b:not(.symbol b)").CountAsync());
    }

    [Fact]
    public async Task Repositories_ShowStateFilesAndWhatWasSkipped()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "Repositories" }).ClickAsync();

        ILocator row = signedIn.Page.Locator("tbody tr").Filter(new() { HasText = SampleCode.Name });
        await Expect(row.Locator(".state")).ToHaveTextAsync("ready");
        await Expect(row).ToContainTextAsync("3 of 4 files indexed");
        await Expect(row).ToContainTextAsync("binary 1");
        await Expect(row).ToContainTextAsync("100 %");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"repo:{SampleCode.Name} ");
        await Expect(signedIn.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Repositories_SkippedFiles_AreListedWithTheirReasons()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");

        await signedIn.Page.Locator("tbody tr").Filter(new() { HasText = SampleCode.Name }).GetByRole(AriaRole.Button, new() { Name = "1 skipped" }).ClickAsync();

        ILocator dialog = signedIn.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Files of {SampleCode.Name} that are skipped" });
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToContainTextAsync("binary");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Repositories_AddressThatIsNone_ShowsTheProblem()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");

        await signedIn.Page.GetByLabel("Repository to index").FillAsync("ext::sh -c true");
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Index" }).ClickAsync();

        await Expect(signedIn.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ext::sh -c true");
    }
}
