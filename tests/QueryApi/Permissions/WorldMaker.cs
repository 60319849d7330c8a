using System.Globalization;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Fifty repositories that share much of their code, made from a seed.</summary>
internal sealed class WorldMaker(Random random)
{
    private const int Texts = 80;

    private static readonly string[] Names =
    [
        // beginnings of each other, letters that a pattern could take for signs, and names that differ in case only
        "acme/shop", "acme/shop-api", "acme/shop_api", "acme/shopXapi", "acme/shop.api", "acme/Shop", "Acme/shop", "acme/shopping", "acme", "acme-labs/shop",
        "acme-labs/api", "acme-labs/web", "b%c/api", "bXYc/api", "b_c/api", "bxc/api", "b/c/api", "tools", "tools/cli", "tools/cli/core",
    ];

    private static readonly string[] Vocabulary =
    [
        "albatross", "bramble", "cobalt", "dromedary", "ember", "falcon", "gargoyle", "harbor", "indigo", "juniper", "kestrel", "lantern", "marigold", "nectar",
        "obsidian", "paprika", "quartz", "raven", "saffron", "thistle", "umbra", "velvet", "walnut", "xenon", "yarrow", "zephyr",
    ];

    private static readonly string[] Folders = ["src/", "src/deep/er/", "lib/", "tests/", "", "docs/"];
    private static readonly (string Language, string Extension)[] Languages = [("python", "py"), ("csharp", "cs"), ("markdown", "md")];
    private int files;

    public World Make()
    {
        WorldPassage[] passages = [.. Enumerable.Range(0, Texts).Select(Passage)];
        string[] names = [.. Names, .. Enumerable.Range(0, 50 - Names.Length).Select(n => $"team{n % 5}/service{n}")];
        WorldRepository[] repositories = [.. names.Select((name, n) => Repository(name, n, passages))];
        return new World(repositories, [.. Enumerable.Range(0, 70).Select(n => Delivery(n, repositories))], Vocabulary)
        {
            HostAccess = [.. repositories.Where(_ => random.Next(6) == 0).Select(of => new WorldHostAccess(of, Some(), Some(), random.Next(3) > 0))],
        };
    }

    private WorldPassage Passage(int number)
    {
        string[] words = random.GetItems(Vocabulary, random.Next(2, 5)).Distinct().ToArray();
        string marker = $"only{Letters(number)}q";
        string language = Pick(Languages).Language;
        return new WorldPassage($"fn{Letters(number)}", $"{string.Join(' ', words)}\n  {marker}", language, words, marker, random.Next(8) == 0);
    }

    private WorldRepository Repository(string name, int number, WorldPassage[] passages)
    {
        List<WorldRef> refs = [Ref(random.Next(4) == 0 ? "refs/heads/trunk" : "refs/heads/main", true, random.Next(2, 8), 2, passages)];
        if (random.Next(3) == 0)
        {
            refs.Add(Ref("refs/heads/release/1.0", false, random.Next(1, 4), 1, passages));
        }

        if (random.Next(4) == 0)
        {
            refs.Add(Ref("refs/tags/v1", false, random.Next(1, 4), 1, passages));
        }

        return new WorldRepository(name, $"zq{Letters(number)}zq", refs);
    }

    private WorldRef Ref(string name, bool isDefault, int count, int most, WorldPassage[] passages) =>
        new(name, isDefault, Convert.ToHexStringLower(Bytes(20)), [.. Enumerable.Range(0, count).Select(_ => File(most, passages)).DistinctBy(file => file.Path)]);

    private WorldFile File(int most, WorldPassage[] passages)
    {
        (string language, string extension) = Pick(Languages);
        // few numbers: the same path in many repositories, with the same content or another
        string path = $"{Pick(Folders)}file{files++ % 23}.{extension}";
        WorldPassage[] of = [.. passages.Where(passage => passage.Language == language)];
        return random.Next(10) switch
        {
            0 => new WorldFile(path, language, "skipped", Pick(["too-large", "generated", "binary"]), []),
            1 => new WorldFile(path, language, random.Next(2) == 0 ? "failed" : "pending", null, []),
            // a few texts are everywhere, most are in two or three places
            _ => new WorldFile(path, language, "indexed", null, [.. random.GetItems(random.Next(3) == 0 ? of[..3] : of, random.Next(1, most + 1)).Distinct()]),
        };
    }

    private WorldDelivery Delivery(int number, WorldRepository[] repositories)
    {
        WorldRepository? of = random.Next(6) == 0 ? null : Pick(repositories);
        return new WorldDelivery(of, of?.HostId ?? $"hosted/stranger{number}", Pick(["waiting", "ignored", "failed"]));
    }

    private string[] Some() => [.. random.GetItems(Callers.Names, random.Next(0, 3)).Distinct()];

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A number without digits: digits would part a word.</summary>
    private static string Letters(int number) =>
        string.Concat(number.ToString("0000", CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
}
