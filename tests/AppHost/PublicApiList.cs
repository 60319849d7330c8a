namespace Julie.AppHost.Tests;

/// <summary>
/// PublicApi.txt of a stand-in: one public member a line, as <see cref="PublicSurface"/> words it, and where the real package's
/// signature was looked up: after the member (<c> // source: ...</c>) or for all that follows (a line <c># source: ...</c>).
/// Other lines that start with # are comments.
/// </summary>
internal static class PublicApiList
{
    private const string Marker = " // source: ";
    private const string Heading = "# source: ";
    private const string Unknown = "UNKNOWN";

    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var heading = Unknown;
        foreach (var line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            if (line.StartsWith(Heading, StringComparison.Ordinal))
            {
                heading = line[Heading.Length..].Trim();
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split(Marker, 2);
                members.Add(parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : heading);
            }
        }

        return members;
    }

    public static IEnumerable<string> WithoutSource(string file) =>
        Read(file).Where(m => m.Value is Unknown or "").Select(m => m.Key);

    /// <summary>Keeps the comments above the first member and every known source; new members say that theirs is unknown.</summary>
    public static void Update(string file, IReadOnlyList<string> surface)
    {
        var known = Read(file);
        var comments = File.Exists(file) ? File.ReadAllLines(file).TakeWhile(l => l.Length == 0 || l[0] == '#').Where(l => !l.StartsWith(Heading, StringComparison.Ordinal)) : [];
        var sources = surface.GroupBy(m => known.GetValueOrDefault(m, Unknown)).OrderBy(g => g.Key, StringComparer.Ordinal);
        File.WriteAllLines(file, [.. comments, .. sources.SelectMany(g => new[] { Heading + g.Key }.Concat(g))]);
    }
}
