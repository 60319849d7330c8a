using System.Collections.Frozen;
using System.Text.Json;

namespace Julie.QueryApi.Query;

/// <summary>Languages by id, by extension, and by what else people call them: from the table that Ingest classifies by.</summary>
internal static class Languages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly FrozenDictionary<string, string> Ids = Load();

    public static IEnumerable<string> Names => Ids.Keys;

    /// <summary>The id; null for a language that is not known.</summary>
    public static string? Find(string name) => Ids.GetValueOrDefault(name.Replace(' ', '-'));

    private static FrozenDictionary<string, string> Load()
    {
        using Stream stream = typeof(Languages).Assembly.GetManifestResourceStream("Julie.QueryApi.Languages.json") ?? throw new InvalidOperationException("Languages.json is not embedded");
        List<Row> rows = JsonSerializer.Deserialize<List<Row>>(stream, Json)!;
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase)
        {
            ["c#"] = "csharp", ["c++"] = "cpp", ["f#"] = "fsharp", ["golang"] = "go", ["objc"] = "objective-c", ["vb"] = "visual-basic", ["bash"] = "shell", ["rst"] = "restructuredtext",
        };
        foreach (Row row in rows)
        {
            ids[row.Id] = row.Id;
        }

        foreach (Row row in rows)
        {
            foreach (string extension in row.Extensions ?? [])
            {
                ids.TryAdd(extension, row.Id);
            }
        }

        return ids.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Row(string Id, IReadOnlyList<string>? Extensions);
}
