using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Julie.Browser.Tests.Support;
using Julie.Contracts.Api;
using Julie.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Julie.Browser.Tests;

/// <summary>What came in, what was refused and why, what became of it; and the way to have it done again.</summary>
[Collection("page")]
public sealed class DeliveriesPageTests(RunningSystem system, Chromium chromium, SampleCode code)
{
    private static readonly LocatorAssertionsToHaveCountOptions Patient = new() { Timeout = 60_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliveries_ShowWhatBecameOfThem()
    {
        long id = await DeliverAsync(RunningSystem.HookSecret);
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);

        await signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "Deliveries" }).ClickAsync();

        ILocator row = Row(signedIn, id);
        await Expect(row.Locator(".state.applied")).ToHaveCountAsync(1, Patient);
        await Expect(row).ToContainTextAsync(SampleCode.Name);
        await Expect(row).ToContainTextAsync("main");
        await Expect(row).ToContainTextAsync("push");
        await Expect(signedIn.Page.GetByRole(AriaRole.Link, new() { Name = "Deliveries" })).ToHaveAttributeAsync("aria-current", "page");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(signedIn.Box).ToHaveValueAsync($"repo:{SampleCode.Name} ");
    }

    [Fact]
    public async Task Deliveries_Refused_SayWhyAndCannotBeReplayed()
    {
        await DeliverAsync("a guess");
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=deliveries");

        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "refused" }).ClickAsync();

        ILocator row = signedIn.Page.Locator("tbody tr").Filter(new() { HasText = "proof of origin" }).First;
        await Expect(row.Locator(".state")).ToHaveTextAsync("refused", new() { Timeout = 30_000 });
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.Contains("outcome=refused", signedIn.Page.Url, StringComparison.Ordinal);
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "refused" }).ClickAsync();
        await Expect(signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "refused" })).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.DoesNotContain("outcome=", signedIn.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliveries_ByKeyboard_AreChosenAndReplayed()
    {
        long id = await DeliverAsync(RunningSystem.HookSecret);
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system, "/?view=deliveries");
        await Expect(Row(signedIn, id).Locator(".state.applied")).ToHaveCountAsync(1, Patient);
        IReadOnlyList<long> before = (await FindAsync(id)).Syncs;

        await signedIn.Page.Keyboard.PressAsync("j");
        await Expect(signedIn.Page.Locator(".row[aria-current]")).ToHaveCountAsync(1);
        while (await Row(signedIn, id).GetAttributeAsync("aria-current") is null)
        {
            await signedIn.Page.Keyboard.PressAsync("j");
        }

        await signedIn.Page.Keyboard.PressAsync("r");

        await Expect(signedIn.Page.GetByRole(AriaRole.Status)).ToContainTextAsync($"Delivery {id} is dispatched again");
        DeliveryStatus after;
        do
        {
            await Task.Delay(100, Token);
            after = await FindAsync(id);
        }
        while (after.Outcome != "applied" || after.Syncs.SequenceEqual(before));

        await Expect(Row(signedIn, id)).ToHaveAttributeAsync("aria-current", "true");
    }

    private static ILocator Row(SignedInPage signedIn, long id) => signedIn.Page.Locator($".row[data-delivery='{id}']");

    private async Task<DeliveryStatus> FindAsync(long id) => (await system.Api.GetFromJsonAsync<DeliveryStatus>($"/api/deliveries/{id}", Token))!;

    /// <summary>A push of the sample's head; 0 where it was refused.</summary>
    private async Task<long> DeliverAsync(string secret)
    {
        byte[] body = Encoding.UTF8.GetBytes($$$"""
            {"ref":"refs/heads/main","after":"{{{code.Head}}}","repository":{"full_name":"acme/heronry","clone_url":"file://{{{code.Folder}}}","default_branch":"main"}}
            """);
        using HttpClient ingest = new() { BaseAddress = new Uri(system.Endpoints.Ingest) };
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/hooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using HttpResponseMessage response = await ingest.SendAsync(request, Token);
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<DeliveryAccepted>(Token))!.Id : 0;
    }
}
