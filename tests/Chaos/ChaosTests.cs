using System.Collections.Immutable;
using System.Net.Http.Json;

using Julie.Chaos.Tests.Checks;
using Julie.Chaos.Tests.Faults;
using Julie.Chaos.Tests.Fuzz;
using Julie.Chaos.Tests.Plan;
using Julie.Chaos.Tests.Remotes;
using Julie.Chaos.Tests.Running;
using Julie.Contracts.Api;
using Julie.Index.Content;
using Julie.Index.Lexical;
using Julie.Index.Trigrams;

namespace Julie.Chaos.Tests;

/// <summary>The laws under faults: whatever happens meanwhile, the index is a function of the heads, and nothing that was confirmed is lost.</summary>
public sealed class ChaosTests(Servers servers)
{
    private const int CollectAtOnce = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Providers { get; } = [.. HostShape.All.Select(s => s.Provider)];

    [Fact]
    public async Task Pushes_UnderFaults_LeaveTheIndexThatAFreshOneWouldBe()
    {
        Settings.Say($"chaos: seed {Settings.Seed}, {Settings.Pushes} pushes, {Settings.Repositories} repositories, {Settings.Faults} faults");
        await using var model = await EmbeddingService.StartAsync(servers.Folder, Token);
        var repositories = await RepositoriesAsync();
        Fingerprint afterChaos;
        await using (var fleet = await FleetAsync("chaos", model, ingests: 2))
        {
            await RegisterAsync(fleet, repositories);
            await Settled.WaitAsync(fleet, repositories, Token);
            Settings.Say("first syncs are done");
            await DriveAsync(fleet, model, repositories);
            afterChaos = await CheckAsync(fleet, repositories);
            await AgainAsync(fleet, repositories, afterChaos);
        }

        await using var reference = await FleetAsync("reference", model, ingests: 1);
        await RegisterAsync(reference, repositories);
        await Settled.WaitAsync(reference, repositories, Token);
        var fresh = await CollectedAsync(reference);
        var (count, text) = afterChaos.Compare(fresh, "the index after the faults", "the fresh index");
        Settings.Say($"compared with a fresh index of {repositories.Count} repositories: {count} differences in {fresh.Rows:N0} rows ({fresh.Counts})");
        Assert.True(count == 0, $"{count} differences, seed {Settings.Seed}\n{text}");
    }

    /// <summary>Everything that the plan holds, until the last fault is over and the index has caught up by itself.</summary>
    private async Task DriveAsync(Fleet fleet, EmbeddingService model, List<RemoteRepository> repositories)
    {
        using var courier = new Courier(fleet);
        var (faults, pusher) = (new FaultInjector(servers, fleet), new Pusher(repositories, Providers));
        await using var probe = new ReadProbe(await fleet.ReaderAsync("open-*", Token), "open-");
        foreach (var step in ChaosPlan.Make(Settings.Seed, Settings.Pushes, Settings.Faults))
        {
            if (step.Fault is { } fault)
            {
                await faults.BeginAsync(fault, new Random(step.Seed), Token);
            }

            var (repository, updates) = await pusher.PushAsync(step, Token);
            if (step.Push == PushKind.Fork)
            {
                await fleet.RegisterAsync(repository.Url, repository.Name, repository.Patterns, Token);
            }

            await courier.DeliverAsync(step, repository, updates, Token);
        }

        Settings.Say("everything is pushed");
        await courier.FinishAsync(Token);
        await faults.FinishAsync();
        Settings.Say("no more faults");
        await fleet.UntilHealthyAsync(Token);
        await Settled.WaitAsync(fleet, repositories, Token);
        await probe.StopAsync();
        var (distinct, all) = model.Embedded;
        Settings.Say($"faults: {string.Join(", ", faults.Injected.OrderBy(f => f.Key).Select(f => $"{f.Key} {f.Value}"))}; workers killed by passages {model.Killed}; starts: {string.Join(", ", fleet.All.Select(a => $"{a.Process.Name} {a.Process.Starts}"))}");
        Settings.Say($"{courier.Figures}; {probe.Answers} searches answered with {probe.Results} results, {probe.Unanswered} not answered; {distinct} passages embedded, {all - distinct} of them more than once");
        Assert.True(courier.Wrong.IsEmpty, string.Join("\n", courier.Wrong.Take(10)));
        Assert.True(probe.Wrong.IsEmpty, string.Join("\n", probe.Wrong.Take(10)));
        await AcceptedAsync(fleet, courier);
    }

    /// <summary>Every delivery that a host was promised is there, and ended; of the forged ones none became anything.</summary>
    private static async Task AcceptedAsync(Fleet fleet, Courier courier)
    {
        await using var command = fleet.Index.CreateCommand(
            """
            select w.id::text || case when d.id is null then ' is not stored' when d.outcome = 'waiting' then ' waits' else ' ended without a run' end
            from unnest($1) w(id) left join delivery d on d.id = w.id and d.verified
            where d.id is null or d.outcome = 'waiting' or (d.outcome = 'dispatched' and not exists (select from delivery_run l where l.delivery_id = d.id))
            union all select delivery_id || ' is forged, and counts as proven' from delivery where verified and delivery_id like 'forged%'
            """);
        command.Parameters.Add(new() { Value = courier.Accepted.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(Token);
        var wrong = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            wrong.Add(reader.GetString(0));
        }

        Assert.Empty(wrong);
    }

    /// <summary>The doctor only looks: it finds nothing, because nothing is left to mend.</summary>
    private static async Task<Fingerprint> CheckAsync(Fleet fleet, List<RemoteRepository> repositories)
    {
        var found = await DoctorAsync(fleet, mend: false);
        Assert.True(found.Healthy, string.Join("\n", found.Checks.Where(c => c.Wrong > c.Mended).Select(c => $"{c.Name}: {c.Wrong} wrong: {string.Join("; ", c.Details)}")));
        await Settled.WaitAsync(fleet, repositories, Token);
        return await CollectedAsync(fleet);
    }

    /// <summary>Everything once more: no blob is read, no passage is made, no row is another one.</summary>
    private static async Task AgainAsync(Fleet fleet, List<RemoteRepository> repositories, Fingerprint before)
    {
        await using var newest = fleet.Index.CreateCommand("select max(id) from sync_run");
        var last = (long)(await newest.ExecuteScalarAsync(Token))!;
        await RegisterAsync(fleet, repositories);
        await ReplayAsync(fleet);
        await DoctorAsync(fleet, mend: true);
        await Settled.WaitAsync(fleet, repositories, Token);
        // What could not be cut is tried again whenever the tree is read.
        await using var done = fleet.Index.CreateCommand(
            """
            select count(*) || ' syncs, ' || sum(blobs_read) || ' blobs read, ' || sum(passages_new) || ' passages new' from sync_run s
            where id > $1 and (passages_new > 0 or blobs_read > (select count(*) from tree_entry t where t.ref_id = s.ref_id and t.state = 'failed'))
            having count(*) > 0
            """);
        done.Parameters.Add(new() { Value = last });
        var cost = await done.ExecuteScalarAsync(Token) as string;
        var (count, text) = before.Compare(await CollectedAsync(fleet), "the index before", "the index after everything ran again");
        Settings.Say($"everything again: {count} differences, {cost ?? "no blob read, no passage new"}");
        Assert.True(count == 0, $"Running everything again changed {count} rows, seed {Settings.Seed}\n{text}");
        Assert.Null(cost);
    }

    private static async Task ReplayAsync(Fleet fleet)
    {
        await using var command = fleet.Index.CreateCommand("select id from delivery where verified and kind is not null order by id");
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            using var response = await fleet.Ingests[0].Http.PostAsync($"/api/deliveries/{reader.GetInt64(0)}/replay", null, Token);
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<DoctorReport> DoctorAsync(Fleet fleet, bool mend)
    {
        using var response = await fleet.Ingests[0].Http.PostAsync($"/api/doctor?mend={mend}", null, Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<DoctorReport>(Token))!;
    }

    private static async Task<Fingerprint> CollectedAsync(Fleet fleet)
    {
        await new ContentCollector(fleet.Index).CollectAsync(TimeSpan.Zero, CollectAtOnce, Token);
        await Eventually.TrueAsync("everything is packed", TimeSpan.FromMinutes(1), async () =>
        {
            // Nothing is packed while an ingest is at it.
            await new TrigramPacker(fleet.Index).PackAsync(1, Token);
            await new TermPacker(fleet.Index).PackAsync(1, Token);
            await using var waiting = fleet.Index.CreateCommand(
                "select t || ' texts and ' || p || ' passages wait' from (select count(*) from unpacked_text) a(t), (select count(*) from unpacked_passage) b(p) where t + p > 0");
            return await waiting.ExecuteScalarAsync(Token) as string;
        }, Token);
        return await Fingerprint.ReadAsync(fleet.Index, Token);
    }

    private static async Task RegisterAsync(Fleet fleet, List<RemoteRepository> repositories)
    {
        foreach (var repository in repositories)
        {
            await fleet.RegisterAsync(repository.Url, repository.Name, repository.Patterns, Token);
        }
    }

    private async Task<List<RemoteRepository>> RepositoriesAsync()
    {
        var (random, root) = (new Random(Settings.Seed), Path.Combine(servers.Folder, "remotes"));
        var repositories = new List<RemoteRepository>();
        for (var i = 1; i <= Settings.Repositories; i++)
        {
            var repository = await RemoteRepository.CreateAsync(root, $"{(i % 2 == 0 ? "open" : "closed")}-{i}", Providers[i % Providers.Length], allRefs: i % 3 != 0, Token);
            var tree = ImmutableSortedDictionary.Create<string, TreeItem>(StringComparer.Ordinal);
            for (var file = 0; file < 12; file++)
            {
                var (path, item) = Writer.File(random);
                tree = tree.SetItem(path, item);
            }

            await repository.CommitAsync("main", tree, Token);
            repositories.Add(repository);
        }

        return repositories;
    }

    private async Task<Fleet> FleetAsync(string database, EmbeddingService model, int ingests)
    {
        var fleet = await Fleet.StartAsync(servers, database, new FleetOptions
        {
            Ingests = ingests,
            Workers = 2,
            Embedding = model,
            Settings = HostShape.Hooks(new Dictionary<string, string?>
            {
                ["Julie__Ingest__ReconcileInterval"] = "00:00:02",
                ["Julie__Ingest__RepublishAfter"] = "00:00:05",
                ["Julie__Ingest__Deliveries__Lease"] = "00:00:10",
                // Remotes are asked often, but not so often that nothing else is done.
                ["Julie__Ingest__CheckMinInterval"] = TimeSpan.FromSeconds(Math.Max(2, Settings.Repositories / 4)).ToString(),
                ["Julie__Ingest__CheckMaxInterval"] = TimeSpan.FromSeconds(Math.Max(10, Settings.Repositories)).ToString(),
                ["Julie__Ingest__CollectInterval"] = "00:00:10",
                ["Julie__Ingest__CollectAfter"] = "00:01:00",
            }, $"file://{Path.Combine(servers.Folder, "remotes")}"),
        }, Token);
        model.Kill = name => fleet.Workers.FirstOrDefault(w => w.Process.Name == name).Process?.Kill();
        return fleet;
    }
}
