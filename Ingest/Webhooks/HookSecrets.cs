using System.Security.Cryptography;

namespace Julie.Ingest.Webhooks;

/// <summary>The secrets of a hook, always two: where one is missing a random one stands, so that every check does the same work.</summary>
internal sealed class HookSecrets
{
    private static readonly string Decoy = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public HookSecrets(string? current, string? previous)
    {
        HasCurrent = !string.IsNullOrEmpty(current);
        HasPrevious = !string.IsNullOrEmpty(previous);
        Current = HasCurrent ? current! : Decoy;
        Previous = HasPrevious ? previous! : Decoy;
    }

    public static HookSecrets None { get; } = new(null, null);

    public string Current { get; }

    public string Previous { get; }

    public bool HasCurrent { get; }

    public bool HasPrevious { get; }

    public bool Any => HasCurrent || HasPrevious;

    /// <summary>Whether the check holds for one of the real secrets; it runs for both, whatever the first says.</summary>
    public bool Holds(Func<string, bool> check)
    {
        var current = check(Current) & HasCurrent;
        var previous = check(Previous) & HasPrevious;
        return current | previous;
    }

    // SECURITY: never in a log, not even by accident.
    public override string ToString() => "(secret)";
}
