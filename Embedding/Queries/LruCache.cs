namespace Julie.Embedding.Queries;

/// <summary>A bounded map that forgets what was not asked for longest. Safe for concurrent use.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> byUse = new();

    public bool TryGet(TKey key, out TValue value)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(key, out var node))
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
                value = node.Value.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    public void Add(TKey key, TValue value)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (gate)
        {
            if (nodes.Remove(key, out var old))
            {
                byUse.Remove(old);
            }
            else if (nodes.Count >= capacity)
            {
                nodes.Remove(byUse.Last!.Value.Key);
                byUse.RemoveLast();
            }

            nodes.Add(key, byUse.AddFirst(new KeyValuePair<TKey, TValue>(key, value)));
        }
    }
}
