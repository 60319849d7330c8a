using System.Text;

using Julie.Ingest.Webhooks.Providers;

namespace Julie.Ingest.Tests.Webhooks;

/// <summary>Who may say that a push happened.</summary>
public sealed class ProofTests
{
    private const string Body = """{"a":1}""";

    public static TheoryData<string, string, string> Hosts => new()
    {
        { "github", "X-Hub-Signature-256", "sha256=" },
        { "gitea", "X-Gitea-Signature", "" },
        { "forgejo", "X-Forgejo-Signature", "" },
        { "forgejo", "X-Gitea-Signature", "" },
        { "bitbucket", "X-Hub-Signature", "sha256=" },
        { "bitbucket-server", "X-Hub-Signature", "sha256=" },
    };

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Hmac_OnlyTheSecretsHolderProves(string provider, string header, string prefix)
    {
        Assert.True(Proven(provider, Body, (header, prefix + Sender.Hmac(Body))));
        Assert.True(Proven(provider, Body, (header, prefix + Sender.Hmac(Body).ToUpperInvariant())));
        Assert.False(Proven(provider, Body + " ", (header, prefix + Sender.Hmac(Body))));
        Assert.False(Proven(provider, Body, (header, prefix + Sender.Hmac(Body, "guess"))));
        Assert.False(Proven(provider, Body, (header, prefix + Sender.Hmac(Body)[..62])));
        Assert.False(Proven(provider, Body, (header, prefix + new string('0', 64))));
        Assert.False(Proven(provider, Body, (header, prefix)));
        Assert.False(Proven(provider, Body, (header, "sha1=" + Sender.Hmac(Body))));
        Assert.False(Proven(provider, Body));
    }

    [Fact]
    public void Hmac_WhileASecretIsRotated_BothProve()
    {
        var hook = Sender.Hook("github", "new", "old");
        foreach (var (secret, proven) in new[] { ("new", true), ("old", true), ("older", false) })
        {
            Assert.Equal(proven, hook.Provider.IsProven(Sender.Request(Body, ("X-Hub-Signature-256", "sha256=" + Sender.Hmac(Body, secret))), hook));
        }
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("azure-devops")]
    public void WithoutASecret_NothingProves(string provider)
    {
        var hook = Sender.Hook(provider, null);
        foreach (var guess in new[] { "", "guess" })
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($":{guess}"));
            var request = Sender.Request(
                Body, ("X-Hub-Signature-256", "sha256=" + Sender.Hmac(Body, guess)), ("X-Gitlab-Token", guess), ("Authorization", $"Basic {basic}"));
            Assert.False(hook.Provider.IsProven(request, hook));
        }
    }

    [Fact]
    public void GitLabToken_IsCompared()
    {
        Assert.True(Proven("gitlab", Body, ("X-Gitlab-Token", Sender.Secret)));
        Assert.False(Proven("gitlab", Body, ("X-Gitlab-Token", Sender.Secret + "x")));
        Assert.False(Proven("gitlab", Body));
    }

    [Fact]
    public void GitLabSignature_IsBoundToIdTimeAndBody()
    {
        var key = new byte[32];
        Random.Shared.NextBytes(key);
        var hook = Sender.Hook("gitlab", $"whsec_{Convert.ToBase64String(key)}");
        bool Holds(string body, (string, string)[] headers) => hook.Provider.IsProven(Sender.Request(body, headers), hook);
        var headers = Sender.GitLabSigned(Body, key, "msg_1", Sender.Now);

        Assert.True(Holds(Body, headers));
        Assert.True(Holds(Body, Sender.GitLabSigned(Body, key, "msg_1", Sender.Now.AddMinutes(-4))));
        Assert.False(Holds(Body, Sender.GitLabSigned(Body, key, "msg_1", Sender.Now.AddMinutes(-6))));
        Assert.False(Holds(Body, Sender.GitLabSigned(Body, key, "msg_1", Sender.Now.AddMinutes(6))));
        Assert.False(Holds(Body + " ", headers));
        Assert.False(Holds(Body, [("webhook-id", "msg_2"), headers[1], headers[2]]));
        Assert.True(Holds(Body, [headers[0], headers[1], ("webhook-signature", "v1,bm8= " + headers[2].Item2)]));
        Assert.False(Holds(Body, [headers[0], ("webhook-timestamp", "99999999999999999999"), headers[2]]));
    }

    [Fact]
    public void GitLabSignature_ThatIsWrong_IsNotMadeGoodByAToken()
    {
        Assert.False(Proven("gitlab", Body, ("X-Gitlab-Token", Sender.Secret), ("webhook-id", "1"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,bm8=")));
    }

    [Fact]
    public void AzureDevOps_BasicOrHeader()
    {
        static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        Assert.True(Proven("azure-devops", Body, ("Authorization", Basic("anyone", Sender.Secret))));
        Assert.False(Proven("azure-devops", Body, ("Authorization", Basic("anyone", "guess"))));
        Assert.False(Proven("azure-devops", Body, ("Authorization", "Basic !")));

        var named = Sender.Hook("azure-devops", configure: o => o.User = "julie");
        Assert.True(named.Provider.IsProven(Sender.Request(Body, ("Authorization", Basic("julie", Sender.Secret))), named));
        Assert.False(named.Provider.IsProven(Sender.Request(Body, ("Authorization", Basic("other", Sender.Secret))), named));

        var header = Sender.Hook("azure-devops", configure: o => o.Header = "X-Julie-Secret");
        Assert.True(header.Provider.IsProven(Sender.Request(Body, ("X-Julie-Secret", Sender.Secret)), header));
        Assert.False(header.Provider.IsProven(Sender.Request(Body, ("Authorization", Basic("julie", Sender.Secret))), header));
    }

    private static bool Proven(string provider, string body, params (string, string)[] headers)
    {
        var hook = Sender.Hook(provider);
        return hook.Provider.IsProven(Sender.Request(body, headers), hook);
    }
}
