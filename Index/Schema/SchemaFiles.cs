using System.Globalization;

namespace Julie.Index.Schema;

/// <summary>The versioned SQL files of this build, in order: <c>0001_initial.sql</c>, ...</summary>
internal static class SchemaFiles
{
    public static IReadOnlyList<(int Version, string Name)> List() =>
    [
        .. typeof(SchemaFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (Version: int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), Name: name))
            .OrderBy(file => file.Version),
    ];

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SchemaFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
