using Julie.Tests.Support;
using Microsoft.Playwright;

namespace Julie.Browser.Tests.Support;

/// <summary>A signed-in page that remembers what the browser complained about: errors of scripts, and what the content policy blocked.</summary>
internal sealed class SignedInPage : IAsyncDisposable
{
    private SignedInPage(IPage page) => Page = page;

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public ILocator Box => Page.GetByRole(AriaRole.Combobox, new() { Name = "Search all code" });

    public ILocator Files => Page.Locator(".file");

    public static async Task<SignedInPage> OpenAsync(Chromium chromium, RunningSystem system, string address = "/", BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await chromium.NewContextAsync(options);
        SignedInPage signedIn = new(await context.NewPageAsync());
        signedIn.Page.PageError += (_, error) => signedIn.Complaints.Add(error);
        signedIn.Page.Console += (_, message) =>
        {
            // a 4xx that the page shows in words is logged by the browser all the same
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                signedIn.Complaints.Add(message.Text);
            }
        };
        await signedIn.Page.GotoAsync(new Uri(new Uri(system.Endpoints.QueryApi), $"{address}#key={system.Key}").AbsoluteUri);
        await signedIn.Box.WaitForAsync();
        return signedIn;
    }

    public async Task SearchAsync(string query)
    {
        await Box.FillAsync(query);
        await Box.PressAsync("Enter");
        await Assertions.Expect(Page).ToHaveTitleAsync($"{query} · Julie");
        await SettledAsync();
    }

    /// <summary>Key by key, behind what stands in the box.</summary>
    public async Task TypeOnAsync(string text)
    {
        await Box.FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Page.Keyboard.TypeAsync(text, new() { Delay = 20 });
    }

    /// <summary>Waits until the page shows what its address asks for. (A polled script would need eval, which the content policy forbids.)</summary>
    public async Task SettledAsync() => await Assertions.Expect(Page.Locator("#view[aria-busy=false] > *").First).ToBeVisibleAsync();

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(Complaints);
    }
}
