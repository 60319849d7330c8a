using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>All instances, and who wants to know of their changes.</summary>
internal sealed class InstanceBoard
{
    private readonly Lock _lock = new();
    private readonly List<ResourceInstance> _instances = [];
    private readonly HashSet<Subscription> _subscriptions = [];

    public IReadOnlyList<ResourceInstance> Instances
    {
        get
        {
            lock (_lock)
            {
                return [.. _instances];
            }
        }
    }

    public void Add(ResourceInstance instance)
    {
        lock (_lock)
        {
            _instances.Add(instance);
        }

        Publish(instance);
    }

    public void Publish(ResourceInstance instance)
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Offer(instance);
            }
        }
    }

    /// <summary>Delivers every instance once, then each one that changes.</summary>
    public Subscription Subscribe()
    {
        lock (_lock)
        {
            var subscription = new Subscription(this);
            _instances.ForEach(subscription.Offer);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Ends when all instances of the resource satisfy the condition at once.</summary>
    public async Task WaitAsync(IResource resource, Func<ResourceStatus, bool> condition, CancellationToken cancellationToken)
    {
        using var changes = Subscribe();
        await foreach (var _ in changes.ReadAllAsync(cancellationToken))
        {
            if (Instances.Where(i => i.Resource == resource).All(i => condition(i.Status)))
            {
                return;
            }
        }
    }

    internal sealed class Subscription(InstanceBoard board) : IDisposable
    {
        private readonly Channel<ResourceInstance> _changes = Channel.CreateUnbounded<ResourceInstance>();

        public void Offer(ResourceInstance instance) => _changes.Writer.TryWrite(instance);

        public IAsyncEnumerable<ResourceInstance> ReadAllAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAllAsync(cancellationToken);

        public void Dispose()
        {
            lock (board._lock)
            {
                board._subscriptions.Remove(this);
            }

            _changes.Writer.TryComplete();
        }
    }
}
