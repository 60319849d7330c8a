using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Tests.Support;

/// <summary>Keeps every message, with its exception.</summary>
internal sealed class ListLogger : ILogger
{
    public ConcurrentQueue<string> Messages { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Messages.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
}
