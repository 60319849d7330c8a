using System.Text.RegularExpressions;
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
        ILocator line = file.Locator(".line").Filter(new() { HasText = "public List<int> TakeCensus" });
        await Expect(line.Locator(".number")).ToHaveTextAsync("7");
        await Expect(line.Locator(".number")).ToHaveAttributeAsync("href", new Regex(@"file=.*src/Census\.cs&lines=7&q="));
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
    public async Task Typing_ShowsResultsWithoutEnter_AsOnePageOfTheHistory()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.Box.PressSequentiallyAsync("take_census", new() { Delay = 20 });
        await Expect(signedIn.Page.Locator(".search[data-query='take_census'] .file").First).ToBeVisibleAsync();
        await Expect(signedIn.Box).ToBeFocusedAsync();
        Assert.EndsWith("?q=take_census", signedIn.Page.Url, StringComparison.Ordinal);

        await signedIn.Page.GoBackAsync();
        await Expect(signedIn.Page.Locator(".start")).ToBeVisibleAsync();
        await Expect(signedIn.Box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Typing_ASlip_KeepsWhatWasFoundAndSaysWhatIsWrong()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync(Census);

        await signedIn.TypeOnAsync(" is:tset ");

        await Expect(signedIn.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Did you mean is:test?");
        await Expect(signedIn.Files.First).ToBeVisibleAsync();
        await Expect(signedIn.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Typing_AFilter_OffersItsValues()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync("herons");

        await signedIn.TypeOnAsync($" repo:{SampleCode.Name[..9]}");
        ILocator options = signedIn.Page.GetByRole(AriaRole.Option);
        await Expect(options.Filter(new() { HasText = SampleCode.Name })).ToHaveCountAsync(1);
        await Expect(signedIn.Box).ToHaveAttributeAsync("aria-expanded", "true");
        do
        {
            await signedIn.Page.Keyboard.PressAsync("ArrowDown");
        }
        while (await signedIn.Page.Locator("[role=option][aria-selected=true]").TextContentAsync() != SampleCode.Name);

        await signedIn.Page.Keyboard.PressAsync("Enter");

        await Expect(signedIn.Box).ToHaveValueAsync($"herons repo:{SampleCode.Name} ");
        await Expect(options).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Typing_ALanguage_OffersThoseOfTheIndex()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        int asked = 0;
        signedIn.Page.Request += (_, request) => asked += request.Url.EndsWith("/api/languages", StringComparison.Ordinal) ? 1 : 0;

        await signedIn.TypeOnAsync("herons lang:pyth");

        await Expect(signedIn.Page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["python"]);
        await signedIn.Page.Keyboard.PressAsync("Tab");
        await Expect(signedIn.Box).ToHaveValueAsync("herons lang:python ");
        await signedIn.TypeOnAsync("lang:brainf");
        await Expect(signedIn.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Typing_WhereLanguagesAreRefused_OffersNone()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.Page.RouteAsync("**/api/languages", route => route.FulfillAsync(new() { Status = 503 }));

        await signedIn.TypeOnAsync("herons lang:pyth");
        await Expect(signedIn.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await signedIn.Page.UnrouteAllAsync();
        await signedIn.TypeOnAsync("o");

        await Expect(signedIn.Page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["python"]);
    }

    [Fact]
    public async Task Facet_NarrowsToALanguage_AndItsChipWidensAgain()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync(Census);
        ILocator python = signedIn.Page.Locator(".facet[title='lang:python']");

        await python.ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"{Census} lang:python");
        await Expect(signedIn.Files).ToHaveCountAsync(1);
        await Expect(signedIn.Files.Locator(".name")).ToHaveTextAsync("census.py");
        await Expect(python).ToHaveAttributeAsync("aria-pressed", "true");

        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter lang:python" }).ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync(Census);
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Leave out python" }).ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"{Census} -lang:python");
        await Expect(signedIn.Page.Locator(".name").Filter(new() { HasText = "census.py" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Result_ThatIsElsewhereToo_NamesTheOthers()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync($"count the herons of every nest lang:python repo:{SampleCode.Name} repo:{SampleCode.CopyName}");
        string? shown = await signedIn.Files.First.Locator(".repository").TextContentAsync();
        await Expect(signedIn.Page.Locator(".elsewhere summary").First).ToHaveTextAsync("Also in 1 repository");
        await signedIn.Page.Locator(".elsewhere summary").First.ClickAsync();
        await signedIn.Page.Locator(".elsewhere a").First.ClickAsync();

        await Expect(signedIn.Page.Locator(".sheet .name")).ToHaveTextAsync("census.py");
        Assert.Contains(shown == SampleCode.Name ? $"file={SampleCode.CopyName}/lib/" : $"file={SampleCode.Name}/src/", signedIn.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ShowsWhatScoresAreMadeOf_AndIsInTheAddress()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.SearchAsync(Census);

        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();

        await Expect(signedIn.Files.First.Locator(".explain")).ToContainTextAsync("words");
        Assert.Contains("explain=1", signedIn.Page.Url, StringComparison.Ordinal);
        await signedIn.Page.Keyboard.PressAsync("x");
        await Expect(signedIn.Page.Locator(".explain")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Pattern_ShowsTheLinesThatMatch_AndMoreComesOnRequest()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync($"/CountHerons\\(colony, 1\\d\\)/ repo:{SampleCode.Name}");
        ILocator file = signedIn.Files.First;
        await Expect(file.Locator("mark:visible").First).ToHaveTextAsync("CountHerons(colony, 10)");
        await file.Locator(".more").ClickAsync();
        await Expect(file.Locator("mark:visible")).ToHaveCountAsync(10);

        await signedIn.SearchAsync($"/herons?/ count:1 repo:{SampleCode.Name}");
        await Expect(signedIn.Files).ToHaveCountAsync(1);
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "More results" }).ClickAsync();
        await Expect(signedIn.Files).ToHaveCountAsync(2);
        await Expect(signedIn.Files.Nth(1)).ToBeFocusedAsync();
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
        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "herons without filters" }).ClickAsync();

        await Expect(signedIn.Box).ToHaveValueAsync("herons");
        await Expect(signedIn.Files.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MarkupInCodeAndNames_IsShownAsTextAndDoesNothing()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.SearchAsync($"markup of herons repo:{SampleCode.Name} lang:markdown");

        await Expect(signedIn.Files.Locator(".name").First).ToHaveTextAsync("b> name.md");
        await Expect(signedIn.Files.Locator("h2").First).ToContainTextAsync("<b>odd</b> name.md");
        await Expect(signedIn.Files.First).ToContainTextAsync("<script>window.pwned = 2</script>");
        await signedIn.Files.Locator("a.path").First.ClickAsync();
        await Expect(signedIn.Page.Locator(".sheet")).ToContainTextAsync("<script>window.pwned = 2</script>");
        Assert.False(await signedIn.Page.EvaluateAsync<bool>("'pwned' in window"));
        Assert.Equal(0, await signedIn.Page.Locator("#view :is(img, script)").CountAsync());
    }

    [Fact]
    public async Task Result_ThatIsStale_SaysSo()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        await signedIn.Page.RouteAsync(new Regex(@"/api/search(/stream)?\?"), async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"stale\":false", "\"stale\":true", StringComparison.Ordinal).Replace("\"coverage\":1,", "\"coverage\":0.5,", StringComparison.Ordinal) });
        });

        await signedIn.SearchAsync($"take the census repo:{SampleCode.Name}");

        await Expect(signedIn.Files.First.Locator(".stale")).ToHaveTextAsync("stale");
        await Expect(signedIn.Page.Locator(".about .stale")).ToHaveTextAsync("50 % covered");
    }
}
