using Julie.Ingest.Webhooks.Providers;

namespace Julie.Ingest.Webhooks;

/// <summary>A hook as it answers now.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Provider">What its host speaks.</param>
/// <param name="Options">Its settings.</param>
/// <param name="Secrets">Its secrets.</param>
/// <param name="Problem">Why nothing can be proven with it; null when it is whole.</param>
internal sealed record Hook(string Name, HookProvider Provider, HookOptions Options, HookSecrets Secrets, string? Problem);
