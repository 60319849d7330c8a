using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Patterns;
using Julie.Index.Tests.Support;
using Julie.Index.Trigrams;

namespace Julie.Index.Tests;

/// <summary>Required texts: exact over any tree of conditions, packed or not, in every mode.</summary>
public sealed class TextSearchTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta", "RetryLater", "retry_later", "x = 1;", "return nil", "é", "漢字"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_RandomTrees_FindWhatAPlainScanFinds()
    {
        var index = await TestIndex.CreateAsync(database);
        var random = new Random(7);
        var files = new Dictionary<(string Repository, string Path), string>();
        var ids = new Dictionary<string, long>();
        foreach (var name in (string[])["one", "two", "three"])
        {
            var repository = await index.RegisterAsync(name);
            ids[name] = repository.RepositoryId;
            var content = Enumerable.Range(0, 60).ToDictionary(
                i => $"{(i % 3 == 0 ? "tests/" : "src/")}f{i}{(i % 2 == 0 ? ".py" : ".cs")}",
                i => string.Join(i % 5 == 0 ? "\n\n" : "\n", Enumerable.Range(0, 6).Select(_ => $"{Words[random.Next(Words.Length)]} {Words[random.Next(Words.Length)]}")) + $"\nfile {name} {i}\n");
            await index.PushAsync(repository, content);
            foreach (var (path, text) in content)
            {
                files[(name, path)] = text;
            }

            // One repository is packed in segments, one waits, one came in between.
            await new TrigramPacker(database.DataSource).PackAsync(name == "three" ? 10_000 : 1, Token);
        }

        for (var i = 0; i < 150; i++)
        {
            var tree = Tree(random, 3);
            var readable = i % 3 == 0 ? ReadableRepositories.Of(ids["one"], ids["three"]) : ReadableRepositories.Everything;
            var expected = files.Where(f => (readable.All || f.Key.Repository != "two") && Holds(tree, f.Key.Repository, f.Key.Path, f.Value))
                .Select(f => $"{f.Key.Repository}/{f.Key.Path}").Order(StringComparer.Ordinal).ToArray();

            Assert.Equal(expected, await PagesAsync(index, tree, readable));
        }
    }

    [Fact]
    public async Task Search_MatchOverChunks_IsFoundWithItsLines()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("spanning");
        await index.PushAsync(repository, new Dictionary<string, string> { ["src/a.py"] = "def one():\n    first()   \n\n\n\ndef two():\n    second()\n" });

        var hit = Assert.Single(await FilesAsync(index, new TextCondition(CodePattern.Regex(@"first\(\) +\n\n\n\ndef t")), ["spanning"]));

        Assert.Equal([2, 3, 4, 5, 6], hit.Lines.Select(l => l.Number));
        Assert.Equal("    first()   ", hit.Lines[0].Text);
        Assert.Equal((0, 5), (hit.Lines[^1].Spans[0].Start, hit.Lines[^1].Spans[0].End));
    }

    [Fact]
    public async Task Search_WordsAndATextOrNot_ShowsThePlacesWhereItStands()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("ranked");
        await index.PushAsync(repository, new Dictionary<string, string>
        {
            ["src/a.py"] = "def walrus_one():\n    keep(1)\n\ndef walrus_two():\n    drop(2)\n",
            ["src/b.py"] = "def walrus_three():\n    keep(3)\n",
            ["src/c.py"] = "def walrus_four():\n    pass\n",
        });
        var only = SearchFilters.None with { Repositories = ["ranked"] };
        var keep = new TextCondition(CodePattern.Regex(@"keep\(\d\)"));

        var required = await index.SearchAsync("walrus", filters: only with { Where = keep });
        var left = await index.SearchAsync("walrus", filters: only with { Where = new NoneOf(keep) });
        var either = await index.SearchAsync("walrus", filters: only with { Where = new AnyOf([keep, new FileCondition(FileField.Name, "c.py")]) });
        var symbol = await index.SearchAsync("", filters: only with { Where = new SymbolCondition(["walrus_t*"], ["function"]) });

        Assert.Equal([("src/a.py", 1), ("src/b.py", 1)], Places(required));
        Assert.All(required.Hits, hit => Assert.Equal(2, Assert.Single(hit.Lines).Number));
        Assert.Equal([("src/c.py", 1)], Places(left));
        Assert.Equal([("src/a.py", 1), ("src/b.py", 1), ("src/c.py", 1)], Places(either));
        Assert.Equal([("src/a.py", 4), ("src/b.py", 1)], Places(symbol));
    }

    [Fact]
    public async Task Search_RefsWithinATree_AreLookedAtBesideTheDefaultOnes()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("refs");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "narwhal" });

        var either = new AnyOf([new AllOf([new FileCondition(FileField.Ref, "no-such"), new TextCondition(CodePattern.Regex("narwhal"))]), new TextCondition(CodePattern.Regex("narwh"))]);

        Assert.Equal("a.py", Assert.Single(await FilesAsync(index, either, ["refs"])).Path);
        Assert.Empty(await FilesAsync(index, new AllOf([new FileCondition(FileField.Ref, "no-such"), either]), ["refs"]));
    }

    [Fact]
    public async Task Pack_TwiceAndMerged_FindsTheSame()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("packed");
        var packer = new TrigramPacker(database.DataSource);
        var content = new Dictionary<string, string>();
        for (var i = 0; i < 20; i++)
        {
            content[$"f{i}.py"] = $"zebra{i} {(i % 2 == 0 ? "quagga" : "")}";
            await index.PushAsync(repository, content);
            await packer.PackAsync(1, Token);
        }

        Assert.Equal(0, await packer.PackAsync(1, Token));
        Assert.Equal(10, (await FilesAsync(index, new TextCondition(CodePattern.Regex("quagga")), ["packed"])).Count);
        Assert.Equal("f13.py", Assert.Single(await FilesAsync(index, new TextCondition(CodePattern.Regex("zebra13")), ["packed"])).Path);
        Assert.True(await database.ValueAsync<long>("select count(*) from trigram_segment") < 16);
    }

    private static (string, int)[] Places(SearchOutcome outcome) => [.. outcome.Hits.Select(h => (h.Path, h.StartLine)).Order()];

    private async Task<List<TextHit>> FilesAsync(TestIndex index, SearchCondition where, string[] repositories)
    {
        var hits = new List<TextHit>();
        await new TextEngine(database.DataSource, database.Lists).SearchAsync(
            new(index.Space, ReadableRepositories.Everything, SearchFilters.None with { Repositories = repositories, Where = where }, null, 1000, 100),
            (hit, _) =>
            {
                hits.Add(hit);
                return ValueTask.CompletedTask;
            },
            Token);
        return hits;
    }

    private async Task<string[]> PagesAsync(TestIndex index, SearchCondition where, ReadableRepositories readable)
    {
        var found = new List<string>();
        TextHit? last = null;
        while (true)
        {
            var end = await new TextEngine(database.DataSource, database.Lists).SearchAsync(
                new(index.Space, readable, SearchFilters.None with { Repositories = ["one", "two", "three"], Where = where }, last?.Key, 17, 100),
                (hit, _) =>
                {
                    last = hit;
                    found.Add($"{hit.Repository}/{hit.Path}");
                    return ValueTask.CompletedTask;
                },
                Token);
            if (!end.More)
            {
                return [.. found.Order(StringComparer.Ordinal)];
            }
        }
    }

    private static SearchCondition Tree(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? random.Next(6) switch
        {
            0 => new FileCondition(FileField.Language, random.Next(2) == 0 ? "python" : "csharp"),
            1 => new FileCondition(FileField.Flag, "Test"),
            2 => new FileCondition(FileField.Repository, random.Next(2) == 0 ? "one" : "t*"),
            3 => new FileCondition(FileField.Path, random.Next(2) == 0 ? "src/**" : "f1"),
            4 => new TextCondition(CodePattern.Phrase(Words[random.Next(Words.Length)] + " " + Words[random.Next(Words.Length)])),
            _ => new TextCondition(CodePattern.Regex(random.Next(4) switch { 0 => "alpha.*gamma", 1 => "(?i)RETRY_?later", 2 => @"^(beta|x = \d)", _ => "delta (é|漢字)" })),
        }
        : random.Next(3) switch
        {
            0 => new AllOf([Tree(random, depth - 1), Tree(random, depth - 1)]),
            1 => new AnyOf([Tree(random, depth - 1), Tree(random, depth - 1)]),
            _ => new NoneOf(Tree(random, depth - 1)),
        };

    private static bool Holds(SearchCondition condition, string repository, string path, string text) => condition switch
    {
        AllOf all => all.Parts.All(p => Holds(p, repository, path, text)),
        AnyOf any => any.Parts.Any(p => Holds(p, repository, path, text)),
        NoneOf none => !Holds(none.Part, repository, path, text),
        TextCondition wanted => wanted.Pattern.Find(text, 1).Count > 0,
        FileCondition { Field: FileField.Language } file => path.EndsWith(file.Value == "python" ? ".py" : ".cs", StringComparison.Ordinal),
        FileCondition { Field: FileField.Flag } => path.StartsWith("tests/", StringComparison.Ordinal),
        FileCondition { Field: FileField.Repository } file => file.Value == "one" ? repository == "one" : repository[0] == 't',
        FileCondition file => file.Value == "f1" ? path.Contains("f1", StringComparison.Ordinal) : path.StartsWith("src/", StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}
