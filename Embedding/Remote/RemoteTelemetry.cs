using System.Diagnostics.Metrics;

namespace Julie.Embedding.Remote;

/// <summary>What a service costs, in the room's meter. Made by <see cref="EmbeddingTelemetry"/>.</summary>
internal sealed class RemoteTelemetry(Meter meter)
{
    private readonly Counter<long> tokens = meter.CreateCounter<long>(
        "julie.embedding.remote.tokens", "{token}", "Tokens as the service counted them; by model and side");

    private readonly Counter<double> cost = meter.CreateCounter<double>(
        "julie.embedding.remote.cost", "USD", "Estimated cost: those tokens times the manifest's price");

    private readonly Histogram<double> requests = meter.CreateHistogram<double>(
        "julie.embedding.remote.request.duration", "s", "Time of a request by outcome: ok, busy, broken, refused, texts");

    public void Answered(string model, EmbedSide side, long used, decimal? pricePerMillion, TimeSpan time)
    {
        tokens.Add(used, new("model", model), new("side", side.ToString()));
        if (pricePerMillion is { } price)
        {
            cost.Add((double)(used * price / 1_000_000), new("model", model), new("side", side.ToString()));
        }

        requests.Record(time.TotalSeconds, new("model", model), new("outcome", "ok"));
    }

    public void Failed(string model, RemoteFault fault, TimeSpan time)
        => requests.Record(time.TotalSeconds, new("model", model), new("outcome", fault.ToString().ToLowerInvariant()));
}
