using Julie.Tests.Support;
using Microsoft.Playwright;

namespace Julie.Browser.Tests.Support;

/// <summary>A signed-in page that remembers what the browser complained about: errors of scripts, and what the content policy blocked.</summary>
internal sealed class SignedInPage : IAsyncDisposable
{
    private SignedInPage(IPage page) => Page = page;

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public ILocator Box => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search all code" });

    public ILocator Files => Page.Locator(".file");

    public ILocator Places => Page.Locator(".place");

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
        await Page.WaitForURLAsync(address => new Uri(address).Query.Contains("q=", StringComparison.Ordinal));
        await Settled(Page).WaitForAsync();
    }

    /// <summary>What the page shows once nothing is under way. A locator, because polling a script is forbidden by the page's own policy.</summary>
    public static ILocator Settled(IPage page) => page.Locator("#view[aria-busy='false'] > *").First;

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(Complaints);
    }
}
