using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Julie.Contracts;
using Julie.Embedding;
using Julie.Index;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Npgsql;

namespace Julie.Bench.Search;

/// <summary>Enlarges the index through the code that syncs use: content, snapshots and vectors; without Git and without the bus.</summary>
internal sealed class GrowBenchmark
{
    private const int FilesOfWrite = 100;

    /// <summary>Passages of the generated repositories, one after another and again from the start: 0.1, 1 and 10 % of a million are among them.</summary>
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 30_000, 5_000, 20_000];

    private readonly RunningSystem _system;
    private readonly ContentStore _content;
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly IReadOnlyList<string> _words;
    private long _passages;
    private int _next;

    private GrowBenchmark(RunningSystem system, IReadOnlyList<SourceFile> files, IReadOnlyList<string> words, long passages) =>
        (_system, _content, _files, _words, _passages) = (system, new(system.Index), files, words, passages);

    public static async Task<int> RunAsync(long target)
    {
        await using var system = await RunningSystem.ConnectAsync();
        var files = await SourceFiles.ReadAsync(system.Index, system.Space.ChunkingId);
        var words = await system.ScalarAsync<string[]>("select array_agg(term order by passages desc, term) from (select term, passages from term where term ~ '^[a-z]{5,}$' and passages >= 5 order by passages desc, term limit 20000) t");
        var benchmark = new GrowBenchmark(system, files, words, await system.ScalarAsync<long>("select count(*) from passage"));
        Console.WriteLine($"{benchmark._passages:N0} passages of {files.Count:N0} files to begin with");

        // Inserting into a graph costs ten times what building it at the end does. A worker would begin to build it again: whoever builds holds this lock.
        await using var builder = await system.Index.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({AdvisoryLock.Hnsw(system.Space.Id)})", builder);
        await hold.ExecuteNonQueryAsync();
        await system.ExecuteAsync($"drop index if exists {system.Space.Table}_hnsw");
        var start = Stopwatch.GetTimestamp();

        // An index that was grown before goes on from there.
        var first = (int)await system.ScalarAsync<long>("select count(*) from repository where host = 'generated'");
        benchmark._next = (int)await system.ScalarAsync<long>("select count(*) from tree_entry t join ref f on f.id = t.ref_id join repository r on r.id = f.repository_id where r.host = 'generated'");
        for (var number = first; benchmark._passages < target; number++)
        {
            await benchmark.AddRepositoryAsync(number, Math.Min(Sizes[number % Sizes.Length], target - benchmark._passages));
        }

        Console.WriteLine($"grown to {benchmark._passages:N0} passages in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        start = Stopwatch.GetTimestamp();
        await system.ExecuteAsync("analyze");
        hold.CommandText = $"select pg_advisory_unlock({AdvisoryLock.Hnsw(system.Space.Id)})";
        await hold.ExecuteNonQueryAsync();
        if (!await new HnswBuilder(system.Index).BuildIfDueAsync(system.Space, 1, CancellationToken.None))
        {
            throw new InvalidOperationException("A worker builds the HNSW index already: its time can't be told.");
        }

        Console.WriteLine($"HNSW index built in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return 0;
    }

    private async Task AddRepositoryAsync(int number, long passages)
    {
        var name = $"generated/{number}-{passages}";
        var repository = await new RepositoryCatalog(_system.Index).RegisterAsync(
            new("generated", name, $"https://generated.example/{name}", name, "sha1", "refs/heads/main"), CancellationToken.None);
        await _system.ExecuteAsync($"update remote_check set due_at = 'infinity' where repository_id = {repository.RepositoryId}");
        var entries = new List<SnapshotEntry>();
        var writing = Task.CompletedTask;
        for (var end = _passages + passages; _passages < end;)
        {
            var blobs = Enumerable.Range(0, FilesOfWrite).Select(_ => Next(entries)).ToArray();
            var written = await _content.WriteAsync(_system.Space.ChunkingId, _system.Space.Id, Lane.Backfill, blobs, CancellationToken.None);
            _passages += written.NewPassages;
            await writing;
            writing = EmbedAsync(written.NewPassageIds);
        }

        await writing;

        // Only now: a run that waits is taken by whoever syncs.
        var runs = new SyncRunStore(_system.Index);
        await runs.RequestAsync(repository.RefId, Lane.Backfill, null, CancellationToken.None);
        var run = await runs.TakeAsync(repository.RefId, CancellationToken.None);
        await new SnapshotStore(_system.Index).ApplyAsync(
            new(repository.RefId, run!.Id, null, Id(name), entries, []),
            SyncCounts.None with { Files = entries.Count }, CancellationToken.None);
        Console.Error.WriteLine($"    {name}: {_passages:N0} passages");
    }

    /// <summary>Each round over the files is another renaming of each.</summary>
    private NewChunkedBlob Next(List<SnapshotEntry> entries)
    {
        var file = _files[_next % _files.Count];
        var renaming = new Renaming(_words, _next++);
        var chunks = file.Chunks.Select(c => c with { Scope = renaming.Apply(c.Scope), Body = renaming.Apply(c.Body), Symbol = c.Symbol is null ? null : renaming.Apply(c.Symbol) }).ToArray();
        var symbols = file.Symbols.Select(s => s with { Name = renaming.Apply(s.Name), Scope = s.Scope is null ? null : renaming.Apply(s.Scope) }).ToArray();
        var id = Id($"{_next}\n{string.Concat(chunks.Select(c => c.Body))}");
        var size = chunks.Sum(c => c.Body.Length);
        entries.Add(new($"{_next}/{renaming.Apply(file.Path)}", 0x81A4, id, size, file.Language, TreeEntryFlags.None, null));
        return new(new("sha1", id), size, file.Language, null, chunks, symbols);
    }

    /// <summary>As long as an object id of Git, which is all that the index asks of one.</summary>
    private static string Id(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];

    private async Task EmbedAsync(IReadOnlyList<long> ids)
    {
        var (known, texts) = (new List<long>(), new List<string>());
        await using (var command = _system.Index.CreateCommand("select id, scope, body from passage where id = any(@ids) order by id"))
        {
            command.Parameters.AddWithValue("ids", ids.ToArray());
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                known.Add(reader.GetInt64(0));
                texts.Add(EmbedInput.Of(reader.GetString(1), reader.GetString(2)));
            }
        }

        var vectors = await _system.Embedder.EmbedAsync(texts, EmbedSide.Document, 3, CancellationToken.None);
        await new VectorStore(_system.Index).WriteAsync(_system.Space, [.. known.Select((id, i) => (id, vectors[i]))], CancellationToken.None);
    }
}
