using System.ComponentModel.DataAnnotations;

namespace Julie.Ingest.Permissions;

/// <summary>Section <c>Julie:Permissions</c>: hosts whose own permissions are taken over, by name.</summary>
internal sealed class HostSourcesOptions() : Dictionary<string, HostSourceOptions>(StringComparer.OrdinalIgnoreCase)
{
    public const string Section = "Julie:Permissions";

    /// <summary>What is wrong with them, in words.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, source) in this)
        {
            List<ValidationResult> results = [];
            Validator.TryValidateObject(source, new ValidationContext(source), results, validateAllProperties: true);
            foreach (var result in results)
            {
                yield return $"{Section}:{name}: {result.ErrorMessage}";
            }

            if (source.Api is { } api && (!api.IsAbsoluteUri || (api.Scheme != Uri.UriSchemeHttps && !(api.Scheme == Uri.UriSchemeHttp && api.IsLoopback))))
            {
                yield return $"{Section}:{name}:Api is '{api}': it must be an https address.";
            }

            if (string.IsNullOrEmpty(source.Token) == string.IsNullOrEmpty(source.TokenFile))
            {
                yield return $"{Section}:{name}: set TokenFile, or Token.";
            }
        }
    }

    /// <summary>The source that answers for a repository; null where there is none.</summary>
    public string? For(string host, string hostId) => this
        .Select(source => (source.Key, Pattern: source.Value.Pattern.Contains('/', StringComparison.Ordinal) ? source.Value.Pattern : $"{source.Value.Pattern}/*"))
        .Where(source => Git.Glob.Matches(source.Pattern, $"{host}/{hostId}"))
        .OrderByDescending(source => source.Pattern.Length).ThenBy(source => source.Key, StringComparer.Ordinal)
        .Select(source => source.Key).FirstOrDefault();
}
