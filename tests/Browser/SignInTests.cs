using System.Text.RegularExpressions;
using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

[Collection("page")]
public sealed class SignInTests(RunningSystem system, Chromium chromium)
{
    [Fact]
    public async Task AddressWithKey_SignsInOnceAndForgetsTheKey()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        Assert.DoesNotContain("key", signedIn.Page.Url, StringComparison.Ordinal);
        BrowserContextCookiesResult cookie = Assert.Single(await signedIn.Page.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        await signedIn.Page.ReloadAsync();
        await Expect(signedIn.Box).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WithoutKey_AsksForOneAndSaysWhenItIsWrong()
    {
        await using IBrowserContext context = await chromium.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(system.Endpoints.QueryApi);
        ILocator key = page.GetByLabel("Key", new() { Exact = true });

        await key.FillAsync("jl_wrong");
        await key.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        await key.FillAsync(system.Key);
        await key.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Combobox)).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox)).ToBeHiddenAsync();
        await Expect(key).ToBeVisibleAsync();
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task SharedAddress_OfASearch_AsksForAKeyAndThenShowsTheSearch()
    {
        await using IBrowserContext context = await chromium.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(new Uri(system.Endpoints.QueryApi), "/?q=heron").AbsoluteUri);
        ILocator key = page.GetByLabel("Key", new() { Exact = true });

        await key.FillAsync(system.Key);
        await key.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("heron");
        await Expect(page).ToHaveTitleAsync(new Regex("heron"));
    }
}
