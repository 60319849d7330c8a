using System.Globalization;

namespace Julie.LocalServers;

/// <summary>Finds PostgreSQL's programs, which Debian keeps out of PATH.</summary>
internal static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder of initdb and postgres: of the data's own major version, else the newest that has pgvector.</summary>
    public static string Find(string cluster)
    {
        if (Environment.GetEnvironmentVariable("JULIE_POSTGRES_BIN") is { Length: > 0 } chosen)
        {
            return HasServer(chosen) ? chosen : throw new LocalServerException($"JULIE_POSTGRES_BIN={chosen} holds no initdb and postgres.");
        }

        var versionFile = Path.Combine(cluster, "PG_VERSION");
        var wanted = File.Exists(versionFile) ? File.ReadAllText(versionFile).Trim() : null;
        var found = Installed().ToList();
        var match = wanted is null
            ? found.OrderByDescending(b => HasVector(b.Version)).ThenByDescending(b => b.Version).FirstOrDefault()
            : found.FirstOrDefault(b => b.Version.ToString(CultureInfo.InvariantCulture) == wanted);
        if (match.Folder is not null)
        {
            return match.Folder;
        }

        if (wanted is null && OnPath() is { } path)
        {
            return path;
        }

        throw new LocalServerException(wanted is null
            ? "PostgreSQL's initdb was not found under /usr/lib/postgresql/*/bin or on PATH. Run ./julie setup, or install it (apt-get install postgresql), or set JULIE_POSTGRES_BIN to its bin folder."
            : $"{cluster} was made by PostgreSQL {wanted}, which is not installed. Install postgresql-{wanted}, or remove that folder to begin anew (everything is indexed again).");
    }

    private static IEnumerable<(int Version, string Folder)> Installed() =>
        from folder in Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot) : []
        where int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)
        let binaries = Path.Combine(folder, "bin")
        where HasServer(binaries)
        select (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), binaries);

    private static string? OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(HasServer);

    private static bool HasServer(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static bool HasVector(int version) => File.Exists($"/usr/share/postgresql/{version}/extension/vector.control");
}
