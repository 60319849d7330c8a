using System.Diagnostics;

using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;

using Microsoft.Extensions.Logging;
using Microsoft.ML.Tokenizers;

using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Julie.Embedding.Remote;

/// <summary>A model that a service computes: requests within its limits, several in flight, the most urgent first.</summary>
internal sealed class RemoteEmbedder : IEmbedder
{
    /// <summary>What every working service embeds.</summary>
    private const string Probe = "return the number of items";

    /// <summary>Between two questions that nobody needs answered but health.</summary>
    private static readonly TimeSpan RecheckPause = TimeSpan.FromSeconds(10);

    private readonly RemoteOptions options;
    private readonly RemoteManifest remote;
    private readonly RemoteTexts texts;
    private readonly RemoteClient client;
    private readonly RequestGate gate;
    private readonly DailyBudget budget;
    private readonly RemotePipelines pipelines;
    private readonly EmbeddingTelemetry telemetry;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private volatile string? problem;
    private long rechecked;

    /// <exception cref="ModelUnavailableException">The address or the key's reference is unusable, or a limit cannot be kept.</exception>
    public RemoteEmbedder(
        ModelManifest manifest, Tokenizer tokenizer, RemoteOptions options, EmbeddingTelemetry telemetry, ILogger logger, TimeProvider time)
    {
        (Manifest, Tokenizer, this.options, this.telemetry, this.logger, this.time) = (manifest, tokenizer, options, telemetry, logger, time);
        remote = manifest.Remote!;
        texts = new RemoteTexts(manifest, tokenizer);
        budget = new DailyBudget(manifest, options, time);
        client = new RemoteClient(manifest, options, time);
        gate = new RequestGate(options, time);
        pipelines = new RemotePipelines(options, time, ProbeAsync, logger, manifest.Id);
        Device = $"{manifest.Provider.ToString().ToLowerInvariant()} ({client.Host})";
    }

    public ModelManifest Manifest { get; }

    /// <summary>Provider and host.</summary>
    public string Device { get; }

    public Tokenizer Tokenizer { get; }

    public int Dimensions => Manifest.Dimensions;

    public string? Problem => problem;

    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        using var activity = EmbeddingTelemetry.StartEmbed(Manifest.Id, Device, side, texts.Count);
        try
        {
            var prepared = this.texts.Prepare(texts, side);
            var vectors = new float[texts.Count * Dimensions];
            await RunAsync(prepared, side, priority, vectors, cancellationToken);
            telemetry.Embedded(side, texts.Count);
            return [.. Enumerable.Range(0, texts.Count).Select(i => new ReadOnlyMemory<float>(vectors, i * Dimensions, Dimensions))];
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    /// <summary>Embeds one query, to learn what is wrong before a passage does. A failure is logged and kept as the problem, not thrown.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref rechecked, time.GetTimestamp());
        try
        {
            await EmbedAsync(["warm up"], EmbedSide.Query, 0, cancellationToken);
        }
        catch (ModelUnavailableException)
        {
            // Known to Problem already.
        }
        catch (EmbeddingException exception)
        {
            // These words are nobody's fault: the service does not know the model, or a field of the request.
            Failed(new ModelUnavailableException(exception.Message, exception));
        }
    }

    /// <inheritdoc />
    public async Task RecheckAsync(CancellationToken cancellationToken)
    {
        var last = Interlocked.Read(ref rechecked);
        if (problem is not null && time.GetElapsedTime(last) >= RecheckPause && Interlocked.CompareExchange(ref rechecked, time.GetTimestamp(), last) == last)
        {
            await WarmUpAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(PreparedTexts prepared, EmbedSide side, int priority, float[] vectors, CancellationToken cancellationToken)
    {
        var most = options.TokensPerMinute == 0 ? remote.MaxRequestTokens : Math.Min(remote.MaxRequestTokens, options.TokensPerMinute);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var requests = RequestPlanner.Plan(prepared.Tokens, remote.MaxTexts, most).Select(async range =>
        {
            try
            {
                await RequestAsync(prepared, range, side, priority, vectors, failed.Token);
            }
            catch
            {
                // What the others would fetch is thrown away with this call: they stop where they are not paid for yet.
                await failed.CancelAsync();
                throw;
            }
        }).ToArray();
        try
        {
            await Task.WhenAll(requests);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The reason, not the cancellation that followed from it.
            throw requests.Select(request => request.Exception?.InnerException).First(exception => exception is not null)!;
        }
    }

    private async Task RequestAsync(
        PreparedTexts prepared, Range range, EmbedSide side, int priority, float[] vectors, CancellationToken cancellationToken)
    {
        var (start, count) = range.GetOffsetAndLength(prepared.Texts.Count);
        string[] batch = [.. prepared.Texts.Skip(start).Take(count)];
        var estimate = prepared.Tokens.Skip(start).Take(count).Sum(tokens => (long)tokens);
        var pipeline = side == EmbedSide.Query ? pipelines.Queries : pipelines.Passages;
        RemoteAnswer answer;
        try
        {
            answer = await pipeline.ExecuteAsync(async token => await SendAsync(batch, estimate, side, priority, token), cancellationToken);
            Succeeded();
        }
        catch (RemoteException failure) when (failure.Fault == RemoteFault.Texts || failure.OthersPass)
        {
            throw new EmbeddingException($"{Device} {failure.Message}.", failure);
        }
        catch (Exception exception) when (exception is RemoteException or TimeoutRejectedException or BrokenCircuitException or ModelUnavailableException)
        {
            throw Failed(exception);
        }

        for (var i = 0; i < count; i++)
        {
            var vector = answer.Vectors.AsSpan(i * Dimensions, Dimensions);
            if (!Pooler.TryFinish(vector, Manifest.Normalize))
            {
                throw new EmbeddingException($"{Device} gave a vector that is not finite or has no length, for text {start + i} of its call.");
            }

            vector.CopyTo(vectors.AsSpan((start + i) * Dimensions));
        }
    }

    /// <summary>One try: wait for a slot and the rates, send, account.</summary>
    private async Task<RemoteAnswer> SendAsync(string[] batch, long estimate, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.GetTimestamp();
        using var pass = await gate.EnterAsync(priority, estimate, cancellationToken);
        telemetry.Stage("wait", side, waited);
        var day = budget.Reserve(estimate);
        var used = 0L;
        var start = time.GetTimestamp();
        try
        {
            var answer = await client.SendAsync(batch, side, cancellationToken);
            used = answer.Tokens ?? estimate;
            pass.Used(used);
            telemetry.Remote.Answered(Manifest.Id, side, used, remote.PricePerMillionTokens, time.GetElapsedTime(start));
            return answer;
        }
        catch (RemoteException failure)
        {
            failure.Alone = batch.Length == 1;
            telemetry.Remote.Failed(Manifest.Id, failure.Fault, time.GetElapsedTime(start));
            if (failure.RetryAfter is { } length && failure.Fault == RemoteFault.Busy)
            {
                gate.Pause(length < options.MaxRetryAfter ? length : options.MaxRetryAfter);
            }

            throw;
        }
        finally
        {
            budget.Settle(day, estimate, used);
        }
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var probe = texts.Prepare([Probe], EmbedSide.Document);
            await SendAsync([.. probe.Texts], probe.Tokens[0], EmbedSide.Document, 0, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is RemoteException or ModelUnavailableException)
        {
            return false;
        }
    }

    private ModelUnavailableException Failed(Exception exception)
    {
        var reason = exception switch
        {
            ModelUnavailableException own => own.Message,
            TimeoutRejectedException => $"{Device} gave no answer to a query within {options.QueryTimeout.TotalSeconds:0.##} s.",
            BrokenCircuitException => problem ?? $"{Device} failed a moment ago.",
            _ => $"{Device} {exception.Message}.",
        };
        if (problem != reason)
        {
            problem = reason;
            Log.RemoteUnavailable(logger, Manifest.Id, reason);
        }

        return exception as ModelUnavailableException ?? new ModelUnavailableException(reason, exception);
    }

    private void Succeeded()
    {
        if (problem is not null)
        {
            problem = null;
            Log.RemoteBack(logger, Manifest.Id, Device);
        }
    }
}
