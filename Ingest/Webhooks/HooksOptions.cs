namespace Julie.Ingest.Webhooks;

/// <summary>Section <c>Julie:Hooks</c>: hooks by name.</summary>
internal sealed class HooksOptions() : Dictionary<string, HookOptions>(StringComparer.OrdinalIgnoreCase)
{
    public const string Section = "Julie:Hooks";
}
