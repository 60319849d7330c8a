using System.Collections.Concurrent;

using Julie.Chaos.Tests.Running;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>Webhook requests of every kind of wrongness, against the real service over real HTTP.</summary>
public sealed class WebhookFuzzTests(Servers servers)
{
    private const int Connections = 8;
    private const long MostMemory = 1024L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyRequest_IsAnsweredWithoutAServerError()
    {
        await using var fleet = await Fleet.StartAsync(servers, "fuzz_hooks", new FleetOptions { Workers = 0, QueryApi = false, Settings = HostShape.Hooks(new Dictionary<string, string?>()) }, Token);
        var (ingest, http) = fleet.Ingests.Single();
        var fuzzer = new HookFuzzer(Settings.Seed);
        var (answers, wrong) = (new ConcurrentDictionary<int, int>(), new ConcurrentQueue<string>());
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var connection = new RawConnection(http.BaseAddress!.Port);
            for (var number = Interlocked.Increment(ref next); number < Settings.WebhookInputs; number = Interlocked.Increment(ref next))
            {
                var input = fuzzer.Make(number);
                var status = await connection.SendAsync(input, Token);
                answers.AddOrUpdate(status, 1, (_, times) => times + 1);
                if (status >= 500)
                {
                    wrong.Enqueue($"{status} to {input}");
                }
            }
        }));
        var peak = ProcessMemory.Peak(ingest.ProcessId);
        Settings.Say($"webhook fuzz: seed {Settings.Seed}, {Settings.WebhookInputs} inputs, {wrong.Count} answers of 5xx, peak memory {peak >> 20} MiB; answers: {string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{(a.Key == 0 ? "connection ended" : a.Key)} {a.Value}"))}");

        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong.Take(5)));
        Assert.Equal(1, ingest.Starts);
        Assert.InRange(peak, 1, MostMemory);
        // The parsers behind the proof were reached, and so were the refusals before it.
        Assert.All([202, 400, 401], status => Assert.True(answers.ContainsKey(status), $"no answer was {status}"));
        // A request that ends in an exception has no answer where its client is gone: the log knows.
        Assert.DoesNotContain("unhandled exception", await File.ReadAllTextAsync(ingest.LogFile, Token), StringComparison.OrdinalIgnoreCase);
        await Eventually.TrueAsync("every delivery that was accepted is dispatched or ended", Patience, async () =>
        {
            await using var command = fleet.Index.CreateCommand("select count(*) from delivery where outcome = 'waiting' and attempts = 0");
            return await command.ExecuteScalarAsync(Token) is long and > 0 and var waiting ? $"{waiting} wait" : null;
        }, Token);
    }
}
