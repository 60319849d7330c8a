using System.Collections.Concurrent;

using Julie.Ingest.Webhooks.Providers;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>Hooks by name, from the configuration; secret files are read again when they change.</summary>
internal sealed class HookCatalog(IOptionsMonitor<HooksOptions> hooks)
{
    /// <summary>What stands in the list for a name that is not configured: strangers do not choose what is written there.</summary>
    public const string Unknown = "(unknown)";

    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, string Text)> _files = new(StringComparer.Ordinal);

    /// <summary>Always answers: a hook that is not there has no secret, and nothing can be proven with it.</summary>
    public Hook Find(HookProvider provider, string? name)
    {
        var wanted = name ?? provider.Name;
        if (!hooks.CurrentValue.TryGetValue(wanted, out var options))
        {
            var setting = $"{HooksOptions.Section}:{(name is null ? wanted : "<name>")}";
            return new Hook(name is null ? wanted : Unknown, provider, new HookOptions(), HookSecrets.None, $"no such hook: {setting} is not configured");
        }

        var speaks = options.Provider ?? wanted;
        if (!string.Equals(speaks, provider.Name, StringComparison.OrdinalIgnoreCase))
        {
            return new Hook(wanted, provider, options, HookSecrets.None, $"the hook is for {speaks}, not for {provider.Name}");
        }

        try
        {
            var secrets = new HookSecrets(options.Secret ?? Read(options.SecretFile), options.PreviousSecret ?? Read(options.PreviousSecretFile));
            // SECURITY: fails closed: without a secret every delivery is refused.
            return new Hook(wanted, provider, options, secrets, secrets.Any ? null : $"no secret is configured: set {HooksOptions.Section}:{wanted}:SecretFile");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Hook(wanted, provider, options, HookSecrets.None, $"a secret file of {HooksOptions.Section}:{wanted} cannot be read ({exception.GetType().Name})");
        }
    }

    /// <summary>Settings of a hook by its name; null when it is gone.</summary>
    public HookOptions? Options(string name) => hooks.CurrentValue.GetValueOrDefault(name);

    private string? Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        var file = new FileInfo(path);
        if (!_files.TryGetValue(path, out var known) || known.Written != file.LastWriteTimeUtc || known.Length != file.Length)
        {
            known = (file.LastWriteTimeUtc, file.Length, File.ReadAllText(path).TrimEnd('\r', '\n'));
            _files[path] = known;
        }

        return known.Text;
    }
}
