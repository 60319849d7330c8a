using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

/// <summary>What axe-core can tell of WCAG 2.2 AA and of good habits: names, roles, landmarks, headings, contrast.</summary>
[Collection("page")]
public sealed class AccessibilityTests(RunningSystem system, Chromium chromium)
{
    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/?q=census repo:SAMPLE -is:test&explain=1", ColorScheme.Light)]
    [InlineData("/?q=census repo:SAMPLE -is:test&explain=1", ColorScheme.Dark)]
    [InlineData("/?q=herons repo:no-such-repository", ColorScheme.Light)]
    [InlineData("/?q=langauge:x", ColorScheme.Light)]
    [InlineData("/?file=SAMPLE/src/Census.cs&lines=6-9&q=nests", ColorScheme.Light)]
    [InlineData("/?file=SAMPLE/src/Census.cs&lines=6-9&q=nests", ColorScheme.Dark)]
    [InlineData("/?similar=SAMPLE/src/census.py&lines=1-3", ColorScheme.Light)]
    [InlineData("/?view=repositories", ColorScheme.Light)]
    [InlineData("/?view=deliveries", ColorScheme.Light)]
    public async Task Page_HasNothingThatAxeObjectsTo(string address, ColorScheme scheme)
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, address.Replace("SAMPLE", SampleCode.Name, StringComparison.Ordinal), new() { ColorScheme = scheme });
        await signedIn.SettledAsync();

        await CheckAsync(signedIn.Page);
    }

    [Fact]
    public async Task SignInAndKeys_HaveNothingThatAxeObjectsTo()
    {
        await using IBrowserContext context = await chromium.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(system.Endpoints.QueryApi);
        await page.GetByLabel("Key", new() { Exact = true }).WaitForAsync();
        await CheckAsync(page);

        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?q=herons");
        await signedIn.SettledAsync();
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Keys" }).ClickAsync();
        await Expect(signedIn.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(signedIn.Page);
    }

    [Fact]
    public async Task Scheme_IsChosenByASwitchAndRemembered()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/", new() { ColorScheme = ColorScheme.Light });
        Task<string> GroundAsync() => signedIn.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        string light = await GroundAsync();
        ILocator button = signedIn.Page.Locator("#scheme");

        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-label", "Light colours: change");
        Assert.Equal(light, await GroundAsync());
        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-label", "Dark colours: change");
        Assert.NotEqual(light, await GroundAsync());

        await signedIn.Page.ReloadAsync();
        Assert.NotEqual(light, await GroundAsync());
    }

    private static async Task CheckAsync(IPage page)
    {
        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => node.Html))}"));
    }
}
