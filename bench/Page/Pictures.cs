using Microsoft.Playwright;

namespace Julie.Bench.Page;

/// <summary>Every page as it looks, for the documents; made with this project's own code in the index.</summary>
internal static class Pictures
{
    private static readonly (string Name, string Address)[] Pages =
    [
        ("start", "/"),
        ("search", "/?q=where are embed jobs published"),
        ("explain", "/?q=EmbedJobs lang:csharp -is:test&explain=1"),
        ("definitions", "/?q=mode:symbol Search* kind:class -is:test"),
        ("pattern", "/?q=/LoggerMessage\\(\\d%2B, LogLevel\\.Error/"),
        ("repositories", "/?view=repositories"),
        ("deliveries", "/?view=deliveries"),
    ];

    public static async Task<int> TakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await using var opened = await OpenedPage.StartAsync();
        foreach (var (scheme, suffix) in new[] { (ColorScheme.Light, ""), (ColorScheme.Dark, "-dark") })
        {
            var wide = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 860 } };
            foreach (var (name, address) in Pages)
            {
                await TakeAsync(await opened.GoToAsync(address, wide), folder, name + suffix);
            }

            await TakeFileAsync(opened, wide, folder, "file" + suffix);
            await TakeAsync(await opened.SignedOutAsync(wide), folder, "sign-in" + suffix);
            var narrow = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = 390, Height = 800 }, DeviceScaleFactor = 2, IsMobile = true, HasTouch = true };
            await TakeAsync(await opened.GoToAsync("/?q=where are embed jobs published", narrow), folder, "narrow" + suffix);
        }

        return 0;
    }

    /// <summary>A file as a reader comes to it: from the first result, one hit on.</summary>
    private static async Task TakeFileAsync(OpenedPage opened, BrowserNewContextOptions options, string folder, string name)
    {
        var page = await opened.GoToAsync("/?q=where are embed jobs published", options);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".sheet").WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await TakeAsync(page, folder, name);
    }

    private static async Task TakeAsync(IPage page, string folder, string name)
    {
        await page.WaitForTimeoutAsync(400);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        Console.WriteLine($"{name}.png");
        await page.Context.DisposeAsync();
    }
}
