using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

using Julie.Chaos.Tests.Remotes;
using Julie.Contracts.Api;

namespace Julie.Chaos.Tests.Checks;

/// <summary>Someone who searches all the time with a key for some of the repositories: never an answer from another one, never a 500 (law 4).</summary>
internal sealed class ReadProbe : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _reader;
    private readonly string _mayRead;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public ReadProbe(HttpClient reader, string mayRead)
    {
        (_reader, _mayRead) = (reader, mayRead);
        _run = RunAsync();
    }

    public ConcurrentQueue<string> Wrong { get; } = new();

    public int Answers { get; private set; }

    public int Results { get; private set; }

    public int Unanswered { get; private set; }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _reader.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            try
            {
                await AskAsync($"{Writer.Words[i % Writer.Words.Length]} {Writer.Words[i / 3 % Writer.Words.Length]}");
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                // The query API was killed, or the database is away for longer than it waits.
                Unanswered += _stop.IsCancellationRequested ? 0 : 1;
            }

            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(string words)
    {
        using var response = await _reader.GetAsync($"/api/search?limit=20&q={Uri.EscapeDataString(words)}", _stop.Token);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Unanswered++;
        }
        else if (response.StatusCode != HttpStatusCode.OK)
        {
            Wrong.Enqueue($"{(int)response.StatusCode} to '{words}': {await response.Content.ReadAsStringAsync(_stop.Token)}");
        }
        else
        {
            var answer = await response.Content.ReadFromJsonAsync<SearchAnswer>(_stop.Token);
            (Answers, Results) = (Answers + 1, Results + answer!.Results.Count);
            foreach (var hit in answer.Results.Where(r => !r.Repository.StartsWith(_mayRead, StringComparison.Ordinal)))
            {
                Wrong.Enqueue($"'{words}' answered with {hit.Repository} {hit.Path}, which the key may not read");
            }
        }
    }
}
