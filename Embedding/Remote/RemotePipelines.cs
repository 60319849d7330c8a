using Microsoft.Extensions.Logging;

using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Julie.Embedding.Remote;

/// <summary>When a request is tried again. Passages have patience; a query has a deadline and falls back to words.</summary>
internal sealed class RemotePipelines(RemoteOptions options, TimeProvider time, Func<CancellationToken, Task<bool>> probe, ILogger logger, string model)
{
    /// <summary>Tries after which a service that breaks over several texts is asked about another one.</summary>
    private const int TriesOfMany = 2;

    /// <summary>After this many failures in a row within half a minute searches stop asking for a quarter of one.</summary>
    private const int FailuresBeforeBreak = 2;

    /// <summary>Exponential backoff with jitter, or what Retry-After says.</summary>
    public ResiliencePipeline Passages { get; } = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = args => new(Asked(args.Outcome.Exception)),
            ShouldHandle = async args => args.Outcome.Exception is RemoteException failure
                && Transient(failure, options)
                && !await BreaksOverTheseAsync(failure, args.AttemptNumber + 1, options, probe, args.Context.CancellationToken),
            OnRetry = args =>
            {
                Log.RemoteRetry(logger, model, args.Outcome.Exception!.Message, args.AttemptNumber + 2, args.RetryDelay.TotalSeconds);
                return default;
            },
        })
        .Build();

    /// <summary>A breaker first, so that an outage costs the searches after it nothing; then the deadline; then one quick retry or two.</summary>
    public ResiliencePipeline Queries { get; } = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = FailuresBeforeBreak,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = args => new(args.Outcome.Exception is TimeoutRejectedException or ModelUnavailableException
                or RemoteException { Fault: not RemoteFault.Texts }),
        })
        .AddTimeout(options.QueryTimeout)
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = options.QueryTimeout / 20,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // One that asks for more time than there is would only be waited for in vain.
            DelayGenerator = args => new(Asked(args.Outcome.Exception)),
            ShouldHandle = args => new(args.Outcome.Exception is RemoteException failure && Transient(failure, options)
                && (failure.RetryAfter ?? TimeSpan.Zero) < options.QueryTimeout),
        })
        .Build();

    /// <summary>What the service asked for; a service that asks for nothing at all gets the usual pause.</summary>
    private static TimeSpan? Asked(Exception? exception)
        => exception is RemoteException { RetryAfter: { } length } && length > TimeSpan.Zero ? length : null;

    private static bool Transient(RemoteException failure, RemoteOptions options)
        => failure.Fault is RemoteFault.Busy or RemoteFault.Broken && (failure.RetryAfter ?? TimeSpan.Zero) <= options.MaxRetryAfter;

    /// <summary>
    /// Law 10: a text that makes the service fail must fail alone, and must not look like an outage for ever. Where another text is answered, these
    /// are to blame. Many are soon halved to find out which, a single one would be given up: it gets every try first.
    /// </summary>
    private static async Task<bool> BreaksOverTheseAsync(
        RemoteException failure, int tries, RemoteOptions options, Func<CancellationToken, Task<bool>> probe, CancellationToken cancellationToken)
    {
        if (failure.Fault != RemoteFault.Broken || tries < (failure.Alone ? options.Retries + 1 : TriesOfMany) || !await probe(cancellationToken))
        {
            return false;
        }

        failure.OthersPass = true;
        return true;
    }
}
