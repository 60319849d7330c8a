using System.Text.Json;
using System.Text.Json.Serialization;

namespace Julie.Ingest.Chunking;

/// <summary>The table of languages, by extension, name and interpreter.</summary>
internal static class Languages
{
    public const string TextId = "text";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IReadOnlyList<Language> All { get; } = Load();

    private static readonly Dictionary<string, Language> ById = All.ToDictionary(l => l.Id, StringComparer.Ordinal);
    private static readonly Dictionary<string, Language> ByExtension = Index(l => l.Extensions, StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, Language> ByName = Index(l => l.Names, StringComparer.Ordinal);
    private static readonly Dictionary<string, Language> ByInterpreter = Index(l => l.Interpreters, StringComparer.Ordinal);

    public static Language Text => ById[TextId];

    public static Language Find(string id) => ById[id];

    public static Language? TryFind(string id) => ById.GetValueOrDefault(id);

    /// <summary>By whole name first, then by what follows each dot, longest first (<c>.d.ts</c>, <c>Dockerfile.dev</c>); null where the name says nothing.</summary>
    public static Language? OfName(string fileName)
    {
        if (ByName.TryGetValue(fileName, out var named))
        {
            return named;
        }

        var dot = fileName.LastIndexOf('.');
        if (dot >= 0 && ByExtension.TryGetValue(fileName[(dot + 1)..], out var byExtension))
        {
            return byExtension;
        }

        // Dockerfile.dev, Makefile.inc, README.de
        var first = fileName.IndexOf('.', StringComparison.Ordinal);
        return first > 0 && ByName.TryGetValue(fileName[..first], out var prefixed) ? prefixed : null;
    }

    /// <summary>By the <c>#!</c> line; null where there is none that is known.</summary>
    public static Language? OfShebang(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return null;
        }

        var line = text[2..Math.Min(text.Length, 200)].Split(['\n', '\r'], 2)[0];
        foreach (var word in line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var program = word[(word.LastIndexOf('/') + 1)..];
            if (ByInterpreter.TryGetValue(program, out var language)
                || ByInterpreter.TryGetValue(program.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'), out language))
            {
                return language;
            }
        }

        return null;
    }

    private static Dictionary<string, Language> Index(Func<Language, IReadOnlyList<string>> keys, StringComparer comparer) =>
        All.SelectMany(l => keys(l).Select(key => (key, l))).ToDictionary(p => p.key, p => p.l, comparer);

    private static List<Language> Load()
    {
        using var stream = typeof(Languages).Assembly.GetManifestResourceStream("Julie.Ingest.Chunking.Languages.json")
            ?? throw new InvalidOperationException("Languages.json is not embedded");
        return JsonSerializer.Deserialize<List<Language>>(stream, Json) ?? [];
    }
}
