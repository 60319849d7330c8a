using System.Security.Cryptography;
using System.Text;
using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Embedding;
using Julie.Index.Access;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Julie.Index.Webhooks;
using Julie.ServiceDefaults.Spaces;
using Microsoft.Extensions.DependencyInjection;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Writes a world into the index, as ingest and the worker would: with real vectors of the built-in model, some of them still to come.</summary>
internal sealed class WorldSeed(IServiceProvider services, World world, Random random)
{
    // passages have two lines and begin every ten
    private static readonly string Gap = new('\n', 9);

    private SpaceInUse space = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task WriteAsync()
    {
        space = await Get<ConfiguredSpace>().EnsureAsync(Token);
        foreach (WorldRepository repository in world.Repositories)
        {
            await WriteAsync(repository);
        }

        await Get<HostAccessStore>().AssignAsync(world.HostAccess.ToDictionary(access => access.Of.Id, _ => "a host"), Token);
        foreach (WorldHostAccess access in world.HostAccess)
        {
            TimeSpan keep = access.Holds ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(-1);
            await Get<HostAccessStore>().SucceedAsync(access.Of.Id, access.Users, access.Groups, TimeSpan.FromHours(1), keep, Token);
        }

        await EmbedAsync();
        await DeliverAsync();
    }

    private async Task WriteAsync(WorldRepository repository)
    {
        RegisteredRepository registered = await Get<RepositoryCatalog>().RegisterAsync(
            new("host.example", repository.HostId, $"https://host.example/{repository.HostId}", repository.Name, "sha1", repository.Default.Name), Token);
        repository.Id = registered.RepositoryId;
        TrackedRefs tracked = await Get<RefTracker>().TrackAsync(
            repository.Id, repository.Default.Name, [.. repository.Refs.Where(one => !one.IsDefault).Select(one => one.Name)], Token);
        foreach (WorldRef one in repository.Refs)
        {
            long refId = one.IsDefault ? registered.RefId : await RefIdAsync(repository.Id, one.Name);
            await PushAsync(refId, one);
        }

        Assert.NotNull(tracked);
    }

    private async Task<long> RefIdAsync(long repository, string name)
    {
        await using Npgsql.NpgsqlCommand command = Get<Npgsql.NpgsqlDataSource>().CreateCommand("select id from ref where repository_id = $1 and name = $2");
        command.Parameters.Add(new() { Value = repository });
        command.Parameters.Add(new() { Value = name });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task PushAsync(long refId, WorldRef one)
    {
        await Get<SyncRunStore>().RequestAsync(refId, Lane.Push, null, Token);
        SyncRun run = (await Get<SyncRunStore>().TakeAsync(refId, Token))!;
        one.SyncId = run.Id;
        NewChunkedBlob[] blobs = [.. one.Files.Where(file => file.State == "indexed").Select(Blob).DistinctBy(blob => (blob.Blob, blob.Language))];
        await Get<ContentStore>().WriteAsync(space.Space.ChunkingId, space.Space.Id, Lane.Push, blobs, Token);
        await Get<SnapshotStore>().ApplyAsync(
            new(refId, run.Id, null, one.Commit, [.. one.Files.Select(Entry)], []), new(one.Files.Count, blobs.Length, blobs.Length, blobs.Length, 0), Token);
    }

    private static NewChunkedBlob Blob(WorldFile file) => new(
        new("sha1", ObjectId(file)), Text(file).Length, file.Language, null,
        [.. file.Passages.Select((passage, n) => new NewChunk(n * 100, (n * 100) + 99, 1 + (10 * n), 2 + (10 * n), passage.Symbol, "function", 20, $"{file.Language} {passage.Symbol}", passage.Body))],
        [.. file.Passages.Select((passage, n) => new NewSymbol(passage.Symbol, "function", null, 1 + (10 * n), 2 + (10 * n)))])
    {
        Secrets = file.HasSecrets ? [new MaskedSecret("password", 1, 1, 1)] : [], Text = Text(file),
    };

    private static SnapshotEntry Entry(WorldFile file) => new(
        file.Path, 0x81A4, ObjectId(file), Text(file).Length, file.Language, file.Path.StartsWith("tests/", StringComparison.Ordinal) ? TreeEntryFlags.Test : TreeEntryFlags.None,
        file.State == "skipped" ? file.Reason : null, file.State == "failed" ? "it broke" : null) { Pending = file.State == "pending" };

    private static string Text(WorldFile file) => file.Passages.Count == 0 ? file.State + file.Path : string.Join(Gap, file.Passages.Select(passage => passage.Body));

    private static string ObjectId(WorldFile file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Language + Text(file))))[..40];

    private async Task EmbedAsync()
    {
        IEmbedder embedder = await Get<EmbedderSource>().GetAsync(Token);
        EmbedWorkStore work = Get<EmbedWorkStore>();
        WorldPassage[] known = [.. world.Repositories.SelectMany(r => r.Refs).SelectMany(r => r.Files).SelectMany(f => f.Passages).Distinct()];
        foreach (PendingJob job in await work.TakeUnpublishedAsync(space.Space.Id, TimeSpan.Zero, 1000, 1000, Token))
        {
            List<PendingPassage> embedded = [];
            foreach (PendingPassage passage in await work.BeginAsync(space.Space.Id, job.PassageIds, Token))
            {
                WorldPassage of = known.Single(one => passage.Text.Contains(one.Marker, StringComparison.Ordinal));
                of.State = random.Next(12) switch { 0 => "failed", < 3 => "waiting", _ => "embedded" };
                if (of.State == "failed")
                {
                    await work.FailAsync(space.Space.Id, passage.Id, "no vector", Token);
                }
                else if (of.State == "embedded")
                {
                    embedded.Add(passage);
                }
            }

            IReadOnlyList<ReadOnlyMemory<float>> vectors = await embedder.EmbedAsync([.. embedded.Select(passage => passage.Text)], EmbedSide.Document, Token);
            await Get<VectorStore>().WriteAsync(space.Space, [.. embedded.Zip(vectors, (passage, vector) => (passage.Id, vector))], Token);
        }
    }

    private async Task DeliverAsync()
    {
        DeliveryStore store = Get<DeliveryStore>();
        foreach (WorldDelivery delivery in world.Deliveries)
        {
            string reason = $"about {delivery.HostId}";
            IReadOnlyList<StoredDelivery> stored = await store.AddAsync(
                [
                    new("github", "hub", Guid.NewGuid().ToString(), "push", delivery.Outcome == "ignored" ? null : "push", "host.example", delivery.HostId,
                        $"https://host.example/{delivery.HostId}", null, null, [], delivery.Outcome == "ignored" ? reason : null, null),
                ],
                Token);
            delivery.Id = stored[0].Id;
            if (delivery.Outcome == "failed")
            {
                await store.FailAsync(delivery.Id, delivery.Of?.Id, reason, Token);
            }
        }

        await store.RefusedAsync([new("github", "hub", "forged", "push", "the signature is wrong", 3, DateTimeOffset.UtcNow)], Token);
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
