using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>
/// Every endpoint that answers with something of a repository. A new one is a line here, and a method that makes a question up and judges the
/// answer; that every address of the OpenAPI document is here or among <see cref="Others"/> is a test.
/// </summary>
internal static class Endpoints
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("/api/search", 10, SearchQuestions.Make),
        new("/api/search", 1, SearchQuestions.WaitFor),
        new("/api/search", 1, SearchQuestions.Pattern),
        new("/api/search/stream", 2, SearchQuestions.Stream),
        new("/api/symbols", 2, SearchQuestions.Symbol),
        new("/api/files/{address}", 3, FileQuestions.Text),
        new("/api/similar", 2, FileQuestions.Similar),
        new("/api/repositories", 1, Repositories),
        new("/api/languages", 1, Languages),
        new("/api/repositories/{id}", 2, Repository),
        new("/api/repositories/{id}/refs", 2, Refs),
        new("/api/repositories/{id}/files", 4, FileQuestions.Make),
        new("/api/syncs/{id}", 2, Sync),
        new("/api/status", 1, Status),
        new("/api/deliveries", 2, Deliveries),
        new("/api/deliveries/{id}", 1, Delivery),
        new(Agents, 1, AgentQuestions.Pattern),
        new(Agents, 1, AgentQuestions.Symbol),
        new(Agents, 2, AgentQuestions.Text),
        new(Agents, 1, AgentQuestions.Repositories),
    ];

    /// <summary>MCP, which has a description of its own and is not in the OpenAPI document.</summary>
    public const string Agents = "/mcp";

    /// <summary>Addresses that answer nothing of a repository, are for administrators only, or are passed on to ingest, whose own tests ask them.</summary>
    public static IReadOnlyList<string> Others { get; } =
    [
        "/api/session", "/api/keys", "/api/keys/{key}", "/api/keys/{key}/rotate", "/api/grants", "/api/grants/{id}", "/api/grants/hosts", "/api/audit", "/api/doctor", "/api/deliveries/{id}/replay",
    ];

    private static Probe Repositories(Draw draw) => new("/api/repositories", answer => Judge(answer.As<List<RepositoryStatus>>(), draw.Readable));

    private static Probe Languages(Draw draw) => new("/api/languages", answer => Differences.Of(
        "languages",
        draw.Readable.SelectMany(repository => repository.Default.Files).Where(file => file.State == "indexed").GroupBy(file => file.Language).Select(group => (group.Key, (long)group.Count())),
        answer.As<List<IndexedLanguage>>().Select(one => (one.Language, one.Files))));

    private static IEnumerable<string> Judge(IReadOnlyList<RepositoryStatus> answer, IReadOnlyList<WorldRepository> expected) =>
        Differences.Of("repositories", expected.Select(Shown), answer.Select(Shown));

    private static Probe Repository(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        return ById(draw, "/api/repositories/", "", repository.Id, draw.Readable.Contains(repository), answer => Judge([answer.As<RepositoryStatus>()], [repository]));
    }

    private static Probe Refs(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        return ById(draw, "/api/repositories/", "/refs", repository.Id, draw.Readable.Contains(repository), answer => Differences.Of(
            "refs", repository.Refs.Select(one => (one.Name, one.IsDefault, one.Commit)), answer.As<List<RefStatus>>().Select(one => (one.Name, one.IsDefault, one.Commit ?? ""))));
    }

    private static Probe Sync(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        WorldRef one = draw.Pick(repository.Refs);
        return ById(draw, "/api/syncs/", "", one.SyncId, draw.Readable.Contains(repository), answer =>
        {
            SyncStatus sync = answer.As<SyncStatus>();
            return Differences.Of("sync", [(repository.Id, repository.Name, one.Commit)], [(sync.RepositoryId, sync.Repository, sync.Commit ?? "")])
                .Concat(Differences.Of("passages", [Counts([repository])], [sync.Passages]));
        });
    }

    private static Probe Status(Draw draw) => new("/api/status", answer =>
    {
        SystemStatus status = answer.As<SystemStatus>();
        return Judge(status.Repositories, draw.Readable).Concat(Differences.Of("passages", [Counts(draw.Readable)], [status.Passages]));
    });

    private static Probe Deliveries(Draw draw)
    {
        string? outcome = draw.Chance(3) ? draw.Pick(["waiting", "ignored", "failed", "refused"]) : null;
        WorldRepository? of = draw.Chance(3) ? draw.Repository() : null;
        string? named = of is null ? null : draw.Chance(2) ? of.Name : $"host.example/{of.HostId}";
        int limit = draw.Chance(3) ? draw.Random.Next(1, 6) : 500;
        IEnumerable<long> expected = draw.World.Deliveries
            .Where(delivery => Sees(draw, delivery) && (outcome is null || delivery.Outcome == outcome) && (of is null || delivery.Of == of))
            .Select(delivery => delivery.Id).OrderDescending().Take(limit);
        // refused ones belong to nobody: only an administrator sees them, and they are not in the world's list
        return new Probe(
            string.Create(CultureInfo.InvariantCulture, $"/api/deliveries?limit={limit}{(outcome is null ? "" : $"&outcome={outcome}")}{(named is null ? "" : $"&repository={Uri.EscapeDataString(named)}")}"),
            answer =>
            {
                List<DeliveryStatus> all = answer.As<List<DeliveryStatus>>();
                IEnumerable<string> forged = all.Any(one => one.Outcome == "refused") && !draw.Caller.Admin ? ["leak: a refused delivery"] : [];
                return draw.Caller.Admin && limit < 500
                    ? []
                    : forged.Concat(Differences.Of("deliveries", expected, all.Where(one => one.Outcome != "refused").Select(one => one.Id)));
            }) { Sent = named is null ? [] : [named, of!.Marker] };
    }

    private static Probe Delivery(Draw draw)
    {
        WorldDelivery delivery = draw.Pick(draw.World.Deliveries);
        return ById(draw, "/api/deliveries/", "", delivery.Id, Sees(draw, delivery), answer => Differences.Of("delivery", [delivery.Id], [answer.As<DeliveryStatus>().Id]));
    }

    private static bool Sees(Draw draw, WorldDelivery delivery) => delivery.Of is null ? draw.Caller.Admin : draw.Readable.Contains(delivery.Of);

    /// <summary>What is not readable answers as what is not there.</summary>
    internal static Probe ById(Draw draw, string before, string after, long id, bool readable, Func<Answer, IEnumerable<string>> judge)
    {
        if (draw.Chance(12))
        {
            (id, readable) = (World.Absent + draw.Random.Next(1000), false);
        }

        string asked = id.ToString(CultureInfo.InvariantCulture);
        string absent = World.Absent.ToString(CultureInfo.InvariantCulture);
        return new Probe(before + asked + after, judge)
        {
            Status = readable ? 200 : 404,
            AsAbsent = readable ? null : (before + absent + after, asked, absent),
        };
    }

    private static string Shown(WorldRepository repository)
    {
        IReadOnlyList<WorldFile> files = repository.Default.Files;
        return $"{repository.Id} {repository.Name} {repository.Default.Name} {repository.Default.Commit} refs {repository.Refs.Count} files {files.Count} indexed {files.Count(f => f.State == "indexed")}"
            + $" skipped {files.Count(f => f.State == "skipped")} failed {files.Count(f => f.State == "failed")} pending {files.Count(f => f.State == "pending")} {Counts([repository])}";
    }

    private static string Shown(RepositoryStatus repository) =>
        $"{repository.Id} {repository.Name} {repository.Ref} {repository.Commit} refs {repository.Refs} files {repository.Files.Total} indexed {repository.Files.Indexed}"
        + $" skipped {repository.Files.Skipped.Values.Sum()} failed {repository.Files.Failed} pending {repository.Files.Pending} {repository.Passages}";

    private static PassageCounts Counts(IReadOnlyList<WorldRepository> of)
    {
        WorldPassage[] passages = [.. Reference.Places(of, one => one.IsDefault).Select(place => place.Passage).DistinctBy(passage => passage.Marker)];
        return new PassageCounts(passages.Length, passages.Count(passage => passage.State == "embedded"), passages.Count(passage => passage.State == "failed"));
    }
}
