using System.Text;
using System.Text.Json;

using Julie.Chaos.Tests.Fuzz;

namespace Julie.Chaos.Tests.Remotes;

/// <summary>A push as its host reports it: the address, the headers without the proof, the body.</summary>
internal sealed record HookDelivery(RemoteRepository Repository, string Id, RefUpdate Update, string Event, byte[] Body)
{
    private const string Zeros = "0000000000000000000000000000000000000000";

    private HostShape Shape => HostShape.All.First(s => s.Provider == Repository.Provider);

    public static HookDelivery Of(RemoteRepository repository, RefUpdate update, string id)
    {
        var (before, after) = (update.Before ?? Zeros, update.After ?? Zeros);
        var (isTag, name) = (update.Ref.StartsWith("refs/tags/", StringComparison.Ordinal), update.Ref.Split('/', 3)[2]);
        (string Event, object Payload) sent = repository.Provider switch
        {
            "gitlab" => (isTag ? "Tag Push Hook" : "Push Hook", new { event_name = isTag ? "tag_push" : "push", before, after, @ref = update.Ref, project = new { git_http_url = repository.Url, default_branch = repository.Default } }),
            "bitbucket" => ("repo:push", new
            {
                repository = new { full_name = $"acme/{repository.Name}" },
                push = new { changes = new[] { new { @new = Side(update.After, isTag, name), old = Side(update.Before, isTag, name) } } },
            }),
            "bitbucket-server" => ("repo:refs_changed", new
            {
                eventKey = "repo:refs_changed",
                repository = new { links = new { clone = new[] { new { name = "http", href = repository.Url } } } },
                changes = new[] { new { @ref = new { id = update.Ref }, refId = update.Ref, fromHash = before, toHash = after } },
            }),
            "azure-devops" => ("", new
            {
                id,
                eventType = "git.push",
                resource = new { refUpdates = new[] { new { name = update.Ref, oldObjectId = before, newObjectId = after } }, repository = new { remoteUrl = repository.Url, defaultBranch = $"refs/heads/{repository.Default}" } },
            }),
            _ => ("push", new { @ref = update.Ref, before, after, repository = new { full_name = $"acme/{repository.Name}", clone_url = repository.Url, default_branch = repository.Default } }),
        };
        return new HookDelivery(repository, id, update, sent.Event, JsonSerializer.SerializeToUtf8Bytes(sent.Payload));
    }

    /// <summary>The same words with another body: what a forger would like to be believed.</summary>
    public HookDelivery Forged() => Of(Repository, Update with { After = null }, $"forged-{Id}");

    /// <param name="ingest">The service's address.</param>
    /// <param name="secret">What it is signed with; no proof at all where it is null.</param>
    public HttpRequestMessage Request(Uri ingest, string? secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ingest, $"/api/hooks/{Repository.Provider}")) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        if (Shape.EventHeader is { } eventHeader)
        {
            request.Headers.Add(eventHeader, Event);
        }

        if (Shape.IdHeader is { } idHeader)
        {
            request.Headers.Add(idHeader, Id);
        }

        foreach (var (name, value) in secret is null ? [] : Shape.Proof(Body, secret, other: false))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() => $"{Repository.Name} {Update.Ref} {Update.After ?? "(deleted)"} by {Repository.Provider} {Id}: {Encoding.UTF8.GetString(Body)}";

    private static object? Side(string? commit, bool isTag, string name) =>
        commit is null ? null : new { type = isTag ? "tag" : "branch", name, target = new { hash = commit } };
}
