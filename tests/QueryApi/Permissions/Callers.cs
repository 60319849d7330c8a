using System.Globalization;
using System.Net.Http.Json;
using Julie.Contracts.Api;
using Julie.QueryApi.Tests.Http;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>
/// Makes keys, users and groups with twenty grants between them, through the API as an administrator would. Names are shared by a key, a user
/// and a group, so that a grant to the wrong kind would show.
/// </summary>
internal sealed class Callers(HttpClient admin, string adminKey, TokenIssuer issuer, Random random)
{
    private const int Grants = 20;

    public static readonly string[] Names = ["red", "green", "blue", "brown"];

    private static readonly string[] Patterns =
    [
        "acme/*", "acme/shop", "acme/shop_api", "acme/shop-*", "*/api", "b%c/*", "b_c/api", "tools", "tools/*", "acme*", "team1/*", "team2/service*2", "*service1*", "Acme/*",
        "nothing/here", "team3/service3", "team4/*", "acme-labs/w*b", "ACME/SHOP", "team0/*", "*/c/*",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IReadOnlyList<Caller>> MakeAsync()
    {
        List<WorldGrant> grants = [.. Enumerable.Range(0, Grants - 1).Select(_ => new WorldGrant(Pick(["key", "user", "group"]), Pick(Names), Pick(Patterns))), new("group", "readers of all", "*")];
        List<Caller> callers = [new("administrator", adminKey, [], Admin: true)];
        foreach (string name in Names)
        {
            IssuedKey issued = await MakeKeyAsync(new CreateKey(name));
            callers.Add(new($"key {name}", issued.Secret, Of(grants, "key", name)));
        }

        foreach (WorldGrant grant in grants)
        {
            using HttpResponseMessage added = await admin.PostAsJsonAsync(
                "/api/grants", new AddGrant(grant.Pattern, grant.Kind == "key" ? grant.Name : null, grant.Kind == "user" ? grant.Name : null, grant.Kind == "group" ? grant.Name : null), Token);
            added.EnsureSuccessStatusCode();
        }

        foreach (string name in Names)
        {
            string[] groups = [.. random.GetItems(Names, 2).Distinct()];
            callers.Add(new($"user {name}", issuer.Token(name), Of(grants, "user", name)) { User = name });
            callers.Add(new($"user {name} of {string.Join(" and ", groups)}", issuer.Token(name, groups), [.. Of(grants, "user", name), .. groups.SelectMany(group => Of(grants, "group", group))])
            {
                User = name, Groups = groups,
            });
        }

        callers.Add(new("user of all", issuer.Token("somebody", ["readers of all"]), Of(grants, "group", "readers of all")));
        callers.Add(new("administrator by token", issuer.Token("boss", ["administrators"]), [], Admin: true));
        callers.Add(new("key without grants", (await MakeKeyAsync(new CreateKey("lonely"))).Secret, []));
        await AddSpecialKeysAsync(callers);
        callers.Add(new("token for another service", issuer.Token("red", ["administrators"], audience: "elsewhere"), [], Status: 401));
        callers.Add(new("token that is over", issuer.Token("red", ["administrators"], minutes: -5), [], Status: 401));
        return callers;
    }

    private async Task AddSpecialKeysAsync(List<Caller> callers)
    {
        WorldGrant[] granted = [new("key", "", "acme/*")];
        callers.Add(new("key for ingest only", (await MakeKeyAsync(new CreateKey("ingester", ["ingest"], ["acme/*"]))).Secret, granted, Status: 403));

        IssuedKey revoked = await MakeKeyAsync(new CreateKey("revoked", ["admin"]));
        using HttpResponseMessage gone = await admin.DeleteAsync("/api/keys/revoked", Token);
        gone.EnsureSuccessStatusCode();
        callers.Add(new("revoked key", revoked.Secret, [], Status: 401));

        IssuedKey before = await MakeKeyAsync(new CreateKey("rotated", ["search"], ["acme/*"]));
        IssuedKey after = await RotateAsync("rotated", 600);
        callers.Add(new("secret before, in its grace", before.Secret, granted));
        callers.Add(new("secret after", after.Secret, granted));

        IssuedKey old = await MakeKeyAsync(new CreateKey("replaced", ["search"], ["acme/*"]));
        await RotateAsync("replaced", 0);
        callers.Add(new("secret before, without grace", old.Secret, [], Status: 401));
        callers.Add(new("unknown key", ServiceDefaults.Authentication.ApiKey.New(), [], Status: 401));
    }

    private static IReadOnlyList<WorldGrant> Of(IEnumerable<WorldGrant> grants, string kind, string name) => [.. grants.Where(grant => grant.Kind == kind && grant.Name == name)];

    private async Task<IssuedKey> MakeKeyAsync(CreateKey key)
    {
        using HttpResponseMessage made = await admin.PostAsJsonAsync("/api/keys", key, Token);
        made.EnsureSuccessStatusCode();
        return (await made.Content.ReadFromJsonAsync<IssuedKey>(Token))!;
    }

    private async Task<IssuedKey> RotateAsync(string key, int grace)
    {
        using HttpResponseMessage rotated = await admin.PostAsJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/keys/{key}/rotate"), new RotateKey(grace), Token);
        rotated.EnsureSuccessStatusCode();
        return (await rotated.Content.ReadFromJsonAsync<IssuedKey>(Token))!;
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
