using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

using Julie.Chaos.Tests.Fuzz;
using Julie.Chaos.Tests.Remotes;
using Julie.Chaos.Tests.Running;
using Julie.Contracts.Api;

namespace Julie.Chaos.Tests.Plan;

/// <summary>Brings webhooks to the ingests as the internet does: now and then late, twice or never. A host that gets no answer tries again sometimes.</summary>
internal sealed class Courier(Fleet fleet) : IDisposable
{
    // Of its own: a host has no key.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private static readonly TimeSpan HostPause = TimeSpan.FromSeconds(1);
    private readonly List<(HookDelivery Delivery, int Due)> _late = [];
    private readonly List<Task> _underWay = [];
    private int _sent;
    private int _lost;
    private int _forged;
    private int _forgedRefused;

    /// <summary>Deliveries that were answered with 202: nothing of them may be lost.</summary>
    public ConcurrentDictionary<long, HookDelivery> Accepted { get; } = new();

    /// <summary>Answers that no host may ever get.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public string Figures => $"{_sent} webhooks sent, {Accepted.Count} accepted, {_lost} lost on their way, {_forged} forged ones sent, {_forgedRefused} of them refused and the others not answered";

    public async Task DeliverAsync(Step step, RemoteRepository repository, IReadOnlyList<RefUpdate> updates, CancellationToken cancellationToken)
    {
        foreach (var (update, i) in updates.Select((u, i) => (u, i)))
        {
            var delivery = HookDelivery.Of(repository, update, $"push-{step.Number}-{i}");
            var random = new Random(step.Seed + i);
            switch (step.Delivery)
            {
                case DeliveryKind.Dropped:
                    _lost++;
                    break;
                case DeliveryKind.Late:
                    _late.Add((delivery, step.Number + random.Next(1, 6)));
                    break;
                case DeliveryKind.WithForged:
                    _underWay.Add(ForgeAsync(delivery, random, cancellationToken));
                    _underWay.Add(SendAsync(delivery, random, cancellationToken));
                    break;
                default:
                    _underWay.Add(SendAsync(delivery, random, cancellationToken));
                    if (step.Delivery == DeliveryKind.Twice)
                    {
                        _underWay.Add(SendAsync(delivery, random, cancellationToken));
                    }

                    break;
            }
        }

        await SendLateAsync(step.Number, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Everything that is still on its way.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await SendLateAsync(int.MaxValue, cancellationToken);
        await Task.WhenAll(_underWay);
    }

    /// <summary>The newest of those that are due first: pushes come in the wrong order.</summary>
    private Task SendLateAsync(int now, CancellationToken cancellationToken)
    {
        foreach (var (delivery, _) in _late.Where(l => l.Due <= now).Reverse())
        {
            _underWay.Add(SendAsync(delivery, new Random(now), cancellationToken));
        }

        _late.RemoveAll(l => l.Due <= now);
        return Task.CompletedTask;
    }

    private async Task SendAsync(HookDelivery delivery, Random random, CancellationToken cancellationToken)
    {
        var (ingest, tries) = (random.Next(fleet.Ingests.Count), random.Next(3) == 0 ? 1 : 6);
        Interlocked.Increment(ref _sent);
        for (var attempt = 0; attempt < tries; attempt++)
        {
            if (await TryAsync(delivery, (ingest + attempt) % fleet.Ingests.Count, cancellationToken))
            {
                return;
            }

            await Task.Delay(HostPause, cancellationToken);
        }

        Interlocked.Increment(ref _lost);
    }

    private async Task<bool> TryAsync(HookDelivery delivery, int ingest, CancellationToken cancellationToken)
    {
        try
        {
            using var request = delivery.Request(fleet.Ingests[ingest].Http.BaseAddress!, HostShape.Secret);
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                Accepted[(await response.Content.ReadFromJsonAsync<DeliveryAccepted>(cancellationToken))!.Id] = delivery;
                return true;
            }

            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                Wrong.Enqueue($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)} to {delivery}");
            }
        }
        catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The ingest is down or stopped.
        }

        return false;
    }

    private async Task ForgeAsync(HookDelivery delivery, Random random, CancellationToken cancellationToken)
    {
        foreach (var secret in new[] { "a guess", null })
        {
            Interlocked.Increment(ref _forged);
            try
            {
                using var request = delivery.Forged().Request(fleet.Ingests[random.Next(fleet.Ingests.Count)].Http.BaseAddress!, secret);
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    Interlocked.Increment(ref _forgedRefused);
                }
                else
                {
                    Wrong.Enqueue($"{(int)response.StatusCode} to a forged {delivery}");
                }
            }
            catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
            {
                // The ingest is down or stopped.
            }
        }
    }

    private static bool IsNoAnswer(Exception exception) => exception is HttpRequestException or TaskCanceledException or IOException;
}
