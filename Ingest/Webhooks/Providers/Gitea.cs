namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Gitea and Forgejo: GitHub's payloads under names of their own, and a signature in bare hex.</summary>
internal sealed class Gitea(string name) : GitHub
{
    public override string Name { get; } = name;

    public override bool IsProven(HookRequest request, Hook hook) => Proof.HexHmac(request, hook, Either(request, "Signature"), "");

    public override string? EventOf(HookRequest request) => Either(request, "Event");

    public override string? IdOf(HookRequest request) => Either(request, "Delivery");

    /// <summary>Forgejo sends both families of headers, Gitea only its own.</summary>
    private static string? Either(HookRequest request, string what) => request.Header($"X-Forgejo-{what}") ?? request.Header($"X-Gitea-{what}");
}
