using System.Net;
using System.Security.Cryptography;
using System.Text;
using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Two repositories in the index, as ingest would have written them; nothing is embedded, because there is no model.</summary>
public sealed class SeededCode(QueryApiHost host) : IAsyncLifetime
{
    private long spaceId;
    private long chunkingId;

    /// <summary>What a search answered before any service had made a vector space.</summary>
    public HttpStatusCode BeforeSpace { get; private set; }

    public long OpenId { get; private set; }

    public long ClosedId { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage early = await admin.GetAsync("/api/search?q=anything", Token);
        BeforeSpace = early.StatusCode;

        chunkingId = await Get<ChunkingCatalog>().EnsureAsync(new(1, "test", 250, 480), Token);
        Space space = await Get<SpaceCatalog>().EnsureActiveAsync(new(SHA256.HashData("space"u8), "test-model", 8, chunkingId, "{}"), Token);
        spaceId = space.Id;
        OpenId = await PushAsync("open", ("src/retry.py", "python", "def retry_later(job):\n    raise NotFound('no such job')"), ("src/Retry.cs", "csharp", "void RetryLater(Job job) => throw new NotReady();"));
        ClosedId = await PushAsync("closed", ("secret.py", "python", "def retry_secret(job):\n    return 'albatross'"), ("copy.py", "python", "def retry_later(job):\n    raise NotFound('no such job')"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A search key that may read the repositories whose names match.</summary>
    public async Task<string> ReaderAsync(string pattern)
    {
        string key = await host.NewKeyAsync("search");
        await using NpgsqlCommand grant = Get<NpgsqlDataSource>().CreateCommand(
            "insert into access_grant (api_key_id, repository_pattern) select id, @pattern from api_key where sha256 = @sha256");
        grant.Parameters.AddWithValue("pattern", pattern);
        grant.Parameters.AddWithValue("sha256", ServiceDefaults.Authentication.ApiKey.Hash(key));
        await grant.ExecuteNonQueryAsync(Token);
        return key;
    }

    private Task<long> PushAsync(string name, params (string Path, string Language, string Text)[] files) =>
        PushAsync(name, [.. files.Select(f => (f.Path, f.Language, f.Text, Array.Empty<MaskedSecret>()))], []);

    /// <summary>Another repository, with files that are not indexed beside those that are.</summary>
    public async Task<long> PushAsync(string name, (string Path, string Language, string Text, MaskedSecret[] Secrets)[] files, SnapshotEntry[] others)
    {
        RegisteredRepository repository = await Get<RepositoryCatalog>().RegisterAsync(
            new("test.example", name, $"https://test.example/{name}", name, "sha1", "refs/heads/main"), Token);
        await Get<SyncRunStore>().RequestAsync(repository.RefId, Lane.OnDemand, null, Token);
        SyncRun run = (await Get<SyncRunStore>().TakeAsync(repository.RefId, Token))!;
        await Get<ContentStore>().WriteAsync(chunkingId, spaceId, Lane.OnDemand, [.. files.Select(f => Blob((f.Path, f.Language, f.Text)) with { Secrets = f.Secrets })], Token);
        await Get<SnapshotStore>().ApplyAsync(
            new(repository.RefId, run.Id, null, "0123456789abcdef0123456789abcdef01234567", [.. files.Select(f => Entry((f.Path, f.Language, f.Text))), .. others], []), new(files.Length + others.Length, files.Length, files.Length, files.Length, 0), Token);
        return repository.RepositoryId;
    }

    private static NewChunkedBlob Blob((string Path, string Language, string Text) file) => new(
        new("sha1", ObjectId(file.Text)), file.Text.Length, file.Language, null,
        [new(0, file.Text.Length, 1, file.Text.Count(c => c == '\n') + 1, "retry", "function", 20, $"{file.Language} retry", file.Text)], [new("retry", "function", null, 1, file.Text.Count(c => c == '\n') + 1)]) { Text = file.Text };

    private static SnapshotEntry Entry((string Path, string Language, string Text) file) =>
        new(file.Path, 0x81A4, ObjectId(file.Text), file.Text.Length, file.Language, TreeEntryFlags.None, null);

    private static string ObjectId(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];

    private T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
