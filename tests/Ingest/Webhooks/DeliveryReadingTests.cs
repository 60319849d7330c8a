using Julie.Index.Webhooks;
using Julie.Ingest.Webhooks;

namespace Julie.Ingest.Tests.Webhooks;

/// <summary>What each host's payloads come down to.</summary>
public sealed class DeliveryReadingTests
{
    [Theory]
    [InlineData("github", "X-GitHub-Event", "push", Samples.Commit)]
    public void GitHubPush_SaysRefAndCommit(string provider, string header, string eventName, string commit)
    {
        var delivery = Read(provider, Samples.GitHubPush(), (header, eventName), ("X-GitHub-Delivery", "guid-1"));

        Assert.Equal(("github", "guid-1", "push", DeliveryKind.Push), (delivery.Provider, delivery.DeliveryId, delivery.Event, delivery.Kind));
        Assert.Equal(("github.com", "acme/shop", "https://github.com/acme/Shop.git"), (delivery.Host, delivery.HostId, delivery.Url));
        Assert.Equal("refs/heads/main", delivery.DefaultRef);
        Assert.Equal([new RefChange("refs/heads/main", commit)], delivery.Changes);
    }

    [Fact]
    public void GitHubBranchDeletion_HasNoCommit() =>
        Assert.Equal([new RefChange("refs/heads/old", null)], Read("github", Samples.GitHubBranchDeleted, ("X-GitHub-Event", "push")).Changes);

    [Fact]
    public void GitHubForm_IsReadLikeJson()
    {
        var body = "payload=" + Uri.EscapeDataString(Samples.GitHubPush());
        var hook = Sender.Hook("github");
        var delivery = DeliveryReading.Read(hook, Sender.Request(body, ("X-GitHub-Event", "push")), "application/x-www-form-urlencoded", false, null);
        Assert.Equal("acme/shop", delivery!.HostId);
    }

    [Fact]
    public void GitHubRepositoryEvents_SayWhereItWas()
    {
        (string, string)[] header = [("X-GitHub-Event", "repository")];
        var renamed = Read("github", Samples.GitHubRenamed, header);
        Assert.Equal((DeliveryKind.Rename, "acme/store", "acme/shop"), (renamed.Kind, renamed.HostId, renamed.PreviousHostId));
        var moved = Read("github", Samples.GitHubTransferred, header);
        Assert.Equal((DeliveryKind.Rename, "omega/shop", "acme/shop"), (moved.Kind, moved.HostId, moved.PreviousHostId));
        Assert.Equal((DeliveryKind.Delete, "acme/shop"), (Read("github", Samples.GitHubDeleted, header).Kind, Read("github", Samples.GitHubDeleted, header).HostId));
    }

    [Fact]
    public void Ping_IsIgnoredWithAReason()
    {
        var ping = Read("github", Samples.GitHubPing, ("X-GitHub-Event", "ping"));
        Assert.Null(ping.Kind);
        Assert.Contains("works", ping.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Gitea_PushAndTag()
    {
        var push = Read("gitea", Samples.GiteaPush, ("X-Gitea-Event", "push"), ("X-Gitea-Delivery", "d"));
        Assert.Equal(("d", "git.example.org", "acme/shop"), (push.DeliveryId, push.Host, push.HostId));
        var tag = Read("forgejo", Samples.GiteaTagCreated, ("X-Forgejo-Event", "create"));
        Assert.Equal([new RefChange("refs/tags/v1.2.0", Samples.Commit)], tag.Changes);
    }

    [Fact]
    public void GitLab_PushTagUpdateAndRename()
    {
        var push = Read("gitlab", Samples.GitLabPush, ("X-Gitlab-Event", "Push Hook"), ("X-Gitlab-Event-UUID", "uuid"), ("Idempotency-Key", "key"));
        Assert.Equal(("key", "gitlab.example.org", "acme/shop", "refs/heads/main"), (push.DeliveryId, push.Host, push.HostId, push.DefaultRef));
        Assert.Equal("refs/tags/v1", Read("gitlab", Samples.GitLabTag, ("X-Gitlab-Event", "Tag Push Hook")).Changes.Single().Ref);
        var update = Read("gitlab", Samples.GitLabRepositoryUpdate, ("X-Gitlab-Event", "System Hook"));
        Assert.Equal([new RefChange("refs/heads/one", Samples.Commit), new RefChange("refs/heads/two", null)], update.Changes);
        var renamed = Read("gitlab", Samples.GitLabRename, ("X-Gitlab-Event", "System Hook"), ("X-Gitlab-Instance", "https://gitlab.example.org"));
        Assert.Equal((DeliveryKind.Rename, "acme/store", "acme/shop"), (renamed.Kind, renamed.HostId, renamed.PreviousHostId));
    }

    [Fact]
    public void Bitbucket_PushAndRename()
    {
        var push = Read("bitbucket", Samples.BitbucketPush, ("X-Event-Key", "repo:push"), ("X-Request-UUID", "r"));
        Assert.Equal(("bitbucket.org", "acme/shop"), (push.Host, push.HostId));
        Assert.Equal([new RefChange("refs/heads/main", Samples.Commit), new RefChange("refs/tags/v0", null)], push.Changes);
        Assert.Equal("acme/shop", Read("bitbucket", Samples.BitbucketRenamed, ("X-Event-Key", "repo:updated")).PreviousHostId);
    }

    [Fact]
    public void BitbucketServer_WithoutLinks_IsNamedByTheHooksAddress()
    {
        var hook = Sender.Hook("bitbucket-server", configure: o => o.BaseUrl = "https://bb.example.org/");
        var push = DeliveryReading.Read(hook, Sender.Request(Samples.BitbucketServerPush, ("X-Event-Key", "repo:refs_changed")), null, false, null)!;
        Assert.Equal(("bb.example.org", "scm/acme/shop"), (push.Host, push.HostId));
        Assert.Equal([new RefChange("refs/heads/main", Samples.Commit)], push.Changes);
        var renamed = DeliveryReading.Read(hook, Sender.Request(Samples.BitbucketServerRenamed, ("X-Event-Key", "repo:modified")), null, false, null)!;
        Assert.Equal(("scm/acme/store", "scm/acme/shop"), (renamed.HostId, renamed.PreviousHostId));
        Assert.Null(Read("bitbucket-server", Samples.BitbucketServerPush, ("X-Event-Key", "repo:refs_changed")).Kind);
    }

    [Fact]
    public void AzureDevOps_IdAndEventAreInThePayload_TheUserLeavesTheUrl()
    {
        var push = Read("azure-devops", Samples.AzurePush);
        Assert.Equal(("20000000-0000-0000-0000-000000000002", "git.push"), (push.DeliveryId, push.Event));
        Assert.Equal(("dev.azure.com", "acme/sales/_git/shop", "https://dev.azure.com/acme/Sales/_git/Shop"), (push.Host, push.HostId, push.Url));
        var renamed = Read("azure-devops", Samples.AzureRenamed);
        Assert.Equal(("acme/sales/_git/store", "acme/sales/_git/shop"), (renamed.HostId, renamed.PreviousHostId));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"ref\":7,\"repository\":[]}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"after\":\"x\"}")]
    [InlineData("{\"ref\":\"\\ud800\",\"repository\":{\"clone_url\":\"\\ud800\"}}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"--upload-pack=touch\"}}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"/etc\"}}")]
    public void OddPayload_IsIgnoredWithAReason(string body)
    {
        foreach (var (provider, header, name) in new[] { ("github", "X-GitHub-Event", "push"), ("gitlab", "X-Gitlab-Event", "Push Hook"), ("bitbucket", "X-Event-Key", "repo:push"), ("bitbucket-server", "X-Event-Key", "repo:refs_changed"), ("azure-devops", "x", "x") })
        {
            var delivery = Read(provider, body, (header, name));
            Assert.Null(delivery.Kind);
            Assert.False(string.IsNullOrEmpty(delivery.Reason));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1}trailing")]
    [InlineData("{\"r\\ud800\\ud800\":1,\"ref\":\"refs/heads/main\"}")]
    public void NoJson_CannotBeRead(string body) =>
        Assert.Null(DeliveryReading.Read(Sender.Hook("github"), Sender.Request(body, ("X-GitHub-Event", "push")), null, false, null));

    [Fact]
    public void WithoutAnId_TheContentIsTheId()
    {
        var one = Read("gitea", Samples.GiteaPush, ("X-Gitea-Event", "push"));
        Assert.Equal(one.DeliveryId, Read("gitea", Samples.GiteaPush, ("X-Gitea-Event", "push")).DeliveryId);
        Assert.NotEqual(one.DeliveryId, Read("gitea", Samples.GiteaPush + " ", ("X-Gitea-Event", "push")).DeliveryId);
    }

    private static NewDelivery Read(string provider, string body, params (string, string)[] headers) =>
        DeliveryReading.Read(Sender.Hook(provider), Sender.Request(body, headers), "application/json", false, null)!;
}
