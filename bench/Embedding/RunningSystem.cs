using System.Diagnostics;
using System.Net.Http.Json;

using Julie.Bench.Support;
using Julie.Contracts.Api;

using Npgsql;

namespace Julie.Bench.Embedding;

/// <summary>What <c>./julie up --detach</c> started (JULIE_HOME, by default .julie).</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private readonly HttpClient api;
    private readonly NpgsqlDataSource index;

    private RunningSystem(HttpClient api, NpgsqlDataSource index) => (this.api, this.index) = (api, index);

    public static async Task<RunningSystem> ConnectAsync()
    {
        var installation = await Installation.ReadAsync();
        return new RunningSystem(installation.Client(), NpgsqlDataSource.Create(installation.Postgres));
    }

    /// <summary>Cuts a repository and publishes its jobs. Returns once it is applied, embedded or not.</summary>
    public async Task<SyncStatus> CutAsync(string repository)
    {
        using var response = await api.PostAsJsonAsync("/api/repositories", new RegisterRepository(repository));
        response.EnsureSuccessStatusCode();
        var accepted = await response.Content.ReadFromJsonAsync<RepositoryAccepted>();
        while (true)
        {
            var sync = await api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{accepted!.SyncId}");
            if (sync is { State: "applied" or "superseded" or "failed" } or { Complete: true })
            {
                return sync.State == "failed" ? throw new InvalidOperationException($"{repository}: {sync.Error}") : sync;
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Passages that wait for their vector.</summary>
    public async Task<long> WaitingAsync()
    {
        await using var command = index.CreateCommand("select count(*) from embed_work where failed_at is null");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The texts that wait, as they will be embedded.</summary>
    public async Task<IReadOnlyList<string>> WaitingTextsAsync()
    {
        await using var command = index.CreateCommand(
            "select p.scope, p.body from embed_work w join passage p on p.id = w.passage_id where w.failed_at is null order by p.id");
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(Julie.Embedding.EmbedInput.Of(reader.GetString(0), reader.GetString(1)));
        }

        return texts;
    }

    /// <summary>Makes passages of those that the index holds, and has them wait in the backfill lane; the reconciler publishes their jobs.</summary>
    public async Task EnqueueVariationsAsync(long count)
    {
        await using var command = index.CreateCommand(
            """
            with
            known as materialized (select id, scope, body, terms, length from passage order by id limit 100000),
            rounds as (select generate_series(1, ceil(@count::float8 / greatest(1, (select count(*) from known)))::bigint) as round),
            made as (
              insert into passage (sha256, scope, body, terms, length)
              select sha256(convert_to(gen_random_uuid() || scope, 'utf8')), scope, body || E'\n// variation ' || round || ' of ' || id, terms, length
              from rounds cross join known
              limit @count
              returning id)
            insert into embed_work (space_id, passage_id, lane)
            select (select id from space where state = 'active'), id, 2 from made
            """);
        command.Parameters.AddWithValue("count", count);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Passages that wait and are in no job yet.</summary>
    public async Task<long> UnpublishedAsync()
    {
        await using var command = index.CreateCommand("select count(*) from embed_work where failed_at is null and published_at is null");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Sends a signal to every process of a service.</summary>
    public static void Signal(string signal, string assembly)
    {
        using var kill = Process.Start("pkill", [$"-{signal}", "-f", $"{assembly}(\\.dll)?( |$)"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await index.DisposeAsync();
    }
}
