using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

[Collection("page")]
public sealed class RepositoriesPageTests(RunningSystem system, Chromium chromium)
{
    [Fact]
    public async Task Repositories_ShowStateFilesAndWhatWasSkipped()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "Repositories" }).ClickAsync();

        ILocator row = Row(signedIn);
        await Expect(row.Locator(".state")).ToHaveTextAsync("ready");
        await Expect(row).ToContainTextAsync("3 of 4 files indexed");
        await Expect(row).ToContainTextAsync("binary 1");
        await Expect(row).ToContainTextAsync("100 %");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"repo:{SampleCode.Name} ");
        await Expect(signedIn.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task SkippedFiles_AreListedWithTheirReasons()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");

        await Row(signedIn).GetByRole(AriaRole.Button, new() { Name = "1 skipped" }).ClickAsync();

        ILocator dialog = signedIn.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Files of {SampleCode.Name} that are skipped" });
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToContainTextAsync("binary");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Refs_AreListed()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");

        await Row(signedIn).GetByRole(AriaRole.Button, new() { Name = "1 ref" }).ClickAsync();

        await Expect(signedIn.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem)).ToContainTextAsync("main");
    }

    [Fact]
    public async Task Reindex_SyncsAgainAndSaysSo()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");
        string before = (await Row(signedIn).TextContentAsync())!;

        await signedIn.Page.RunAndWaitForResponseAsync(
            () => Row(signedIn).GetByRole(AriaRole.Button, new() { Name = $"Re-index {SampleCode.Name}" }).ClickAsync(),
            response => response.Request.Method == "POST" && response.Status == 202);

        await Expect(signedIn.Page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{SampleCode.Name} is being indexed");
        await Expect(Row(signedIn).Locator(".state")).ToHaveTextAsync("ready", new() { Timeout = 60_000 });
        Assert.Contains("3 of 4 files indexed", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_ByKeyboard_AsksFirst()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        using SampleRepository repository = await SampleRepository.CreateAsync(ct);
        repository.Write("a.py", "def moult():\n    return 1\n");
        await repository.CommitAsync("first", ct);
        string name = $"moult-{Guid.NewGuid():N}"[..14];
        await system.IndexAsync(repository.Folder, ct, name);
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");
        ILocator row = signedIn.Page.Locator($"tr[data-repository='{name}']");
        ILocator dialog = signedIn.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Remove {name}" });

        await row.GetByRole(AriaRole.Button, new() { Name = $"Remove {name}" }).PressAsync("Enter");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await signedIn.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(row).ToHaveCountAsync(1);

        await row.GetByRole(AriaRole.Button, new() { Name = $"Remove {name}" }).PressAsync("Enter");
        await signedIn.Page.Keyboard.PressAsync("Shift+Tab");
        await signedIn.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(row).ToHaveCountAsync(0);
        await Expect(signedIn.Page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{name} is removed");
    }

    [Fact]
    public async Task AddressThatIsNone_ShowsTheProblem()
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=repositories");

        await signedIn.Page.GetByLabel("Repository to index").FillAsync("ext::sh -c true");
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Index", Exact = true }).ClickAsync();

        await Expect(signedIn.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ext::sh -c true");
    }

    private static ILocator Row(SignedInPage signedIn) => signedIn.Page.Locator($"tr[data-repository='{SampleCode.Name}']");
}
