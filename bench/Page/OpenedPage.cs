using Julie.Bench.Support;
using Microsoft.Playwright;

namespace Julie.Bench.Page;

/// <summary>The page of what <c>./julie up --detach</c> started (JULIE_HOME, by default .julie), signed in, in the machine's own Chromium.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Installation _installation;

    private OpenedPage(IPlaywright playwright, IBrowser browser, Installation installation) => (_playwright, _browser, _installation) = (playwright, browser, installation);

    public string Version => _browser.Version;

    public static async Task<OpenedPage> StartAsync()
    {
        var installation = await Installation.ReadAsync();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = ["--headless", "--no-sandbox", "--disable-gpu"], IgnoreDefaultArgs = ["--hide-scrollbars"], ChromiumSandbox = false });
        return new OpenedPage(playwright, browser, installation);
    }

    /// <summary>A window of its own at an address of the page.</summary>
    public async Task<IPage> GoToAsync(string address, BrowserNewContextOptions? options = null, string? script = null)
    {
        var context = await _browser.NewContextAsync(options ?? new());
        if (script is not null)
        {
            await context.AddInitScriptAsync(script);
        }

        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_installation.QueryApi, $"{address}#key={_installation.AdminKey}").AbsoluteUri);
        await page.Locator("#view[aria-busy=false] > *").First.WaitForAsync();
        return page;
    }

    /// <summary>The same without a key.</summary>
    public async Task<IPage> SignedOutAsync(BrowserNewContextOptions options)
    {
        var page = await (await _browser.NewContextAsync(options)).NewPageAsync();
        await page.GotoAsync(_installation.QueryApi.AbsoluteUri);
        await page.Locator("input[name=key]").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string Find() => Environment.GetEnvironmentVariable("JULIE_CHROMIUM") is { Length: > 0 } given
        ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium: install the package chromium, or name one in JULIE_CHROMIUM.");
}
