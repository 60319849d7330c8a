using Microsoft.Playwright;

namespace Julie.Browser.Tests.Support;

/// <summary>The machine's own Chromium, driven by Playwright; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } path)
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, ChromiumSandbox = false });
        }
    }

    /// <summary>A context without cookies; the test is skipped where the machine has no Chromium.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(browser is null, "no Chromium on this machine: install the package chromium, or name one in JULIE_CHROMIUM");
        IBrowserContext context = await browser!.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(15_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private static string? Find() => Environment.GetEnvironmentVariable("JULIE_CHROMIUM") is { Length: > 0 } given
        ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
