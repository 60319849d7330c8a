using Julie.Browser.Tests.Support;
using Julie.Tests.Support;
using Microsoft.Playwright;

namespace Julie.Browser.Tests;

/// <summary>What can be measured of how the page looks: contrast in both schemes, and that it fits a narrow screen.</summary>
[Collection("page")]
public sealed class AppearanceTests(RunningSystem system, Chromium chromium)
{
    private const string FileAddress = "/?file=SAMPLE/src/Census.cs&lines=6-9&q=nests";

    // WCAG 2.2 contrast of every visible text against the nearest opaque ground behind it
    private const string LowContrast = """
        () => {
          const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const ground = (element) => { for (let e = element; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 200) { return c; } } return [255, 255, 255]; };
          const found = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (node.data.trim() === '' || !element.checkVisibility() || element.closest('.visually-hidden, .skip, dialog')) { continue; }
            const [a, b] = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) { found.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)} '${node.data.trim().slice(0, 20)}'`); }
          }
          return [...found];
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light, "/?q=herons")]
    [InlineData(ColorScheme.Dark, "/?q=herons")]
    [InlineData(ColorScheme.Light, FileAddress)]
    [InlineData(ColorScheme.Dark, FileAddress)]
    [InlineData(ColorScheme.Light, "/?q=herons -is:test&explain=1")]
    [InlineData(ColorScheme.Dark, "/?q=herons -is:test&explain=1")]
    [InlineData(ColorScheme.Light, "/?view=repositories")]
    [InlineData(ColorScheme.Dark, "/?view=repositories")]
    [InlineData(ColorScheme.Light, "/?view=deliveries")]
    [InlineData(ColorScheme.Dark, "/?view=deliveries")]
    [InlineData(ColorScheme.Light, "/?q=langauge:x")]
    [InlineData(ColorScheme.Dark, "/?q=langauge:x")]
    [InlineData(ColorScheme.Light, "/")]
    [InlineData(ColorScheme.Dark, "/")]
    public async Task Text_IsReadableInBothSchemes(ColorScheme scheme, string address)
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, address.Replace("SAMPLE", SampleCode.Name, StringComparison.Ordinal), new() { ColorScheme = scheme });
        await signedIn.SettledAsync();

        Assert.Empty(await signedIn.Page.EvaluateAsync<string[]>(LowContrast));
    }

    [Theory]
    [InlineData(320, "/?q=herons")]
    [InlineData(320, "/?view=repositories")]
    [InlineData(320, "/?view=deliveries")]
    [InlineData(320, FileAddress)]
    [InlineData(320, "/?q=herons -is:test&explain=1")]
    [InlineData(390, "/")]
    [InlineData(768, "/?q=herons")]
    public async Task NarrowScreen_NeverScrollsSideways(int width, string address)
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, address.Replace("SAMPLE", SampleCode.Name, StringComparison.Ordinal), new() { ViewportSize = new() { Width = width, Height = 700 } });
        await signedIn.SettledAsync();

        Assert.Equal(width, await signedIn.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
