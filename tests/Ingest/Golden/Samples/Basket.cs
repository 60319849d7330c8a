using System.Collections.Concurrent;
using System.Text;

namespace Shop.Baskets;

/// <summary>A line of a basket.</summary>
public sealed record BasketLine(string Product, int Quantity, decimal Price);

public readonly record struct BasketId(Guid Value);

/// <summary>
/// Keeps baskets in memory.
/// </summary>
[Serializable]
public sealed partial class BasketStore(TimeProvider time, ILogger<BasketStore> logger)
    : IBasketStore, IDisposable
{
    private const string Template = """
        { "not": "a brace" }
        }}}
        """;

    private readonly ConcurrentDictionary<BasketId, List<BasketLine>> _baskets = new();

    /// <summary>How many baskets there are.</summary>
    public int Count => _baskets.Count;

    public TimeSpan Expiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Adds a line, or raises its quantity.</summary>
    [LoggerMessage(1, LogLevel.Information, "{Basket} has {Count} lines")]
    public partial void Added(BasketId basket, int count);

    public void Add(BasketId id, BasketLine line)
    {
        var basket = _baskets.GetOrAdd(id, static _ => []);
        lock (basket)
        {
            var at = basket.FindIndex(l => l.Product == line.Product);
            if (at < 0)
            {
                basket.Add(line);
            }
            else
            {
                // same product: one line
                basket[at] = basket[at] with { Quantity = basket[at].Quantity + line.Quantity };
            }
        }

        Added(id, basket.Count);
    }

    /// <summary>Price of all lines.</summary>
    public decimal Total(BasketId id) =>
        _baskets.TryGetValue(id, out var basket)
            ? basket.Sum(l => l.Price * l.Quantity)
            : 0m;

    public async Task<string> RenderAsync(BasketId id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var text = new StringBuilder();
        text.AppendLine($"Basket {id.Value} at {time.GetUtcNow():O} {{literal}}");
        foreach (var line in _baskets[id])
        {
            text.Append(line.Product).Append(' ').Append(line.Quantity).Append(" x ").Append(line.Price);
            text.AppendLine();
        }

        logger.LogDebug("rendered");
        return text.ToString();

        static bool IsEmpty(List<BasketLine> lines)
        {
            return lines.Count == 0;
        }
    }

    public void Dispose()
    {
        _baskets.Clear();
    }

    private enum State
    {
        Open,
        Paid,
    }
}

internal static class BasketExtensions
{
    public static bool IsFree(this BasketStore store, BasketId id) => store.Total(id) == 0m;
}
