using Julie.Index.Catalog;
using Julie.Index.Ranking;
using Julie.Index.Search;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class SearchTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_Words_FindsTheIdentifierThatHoldsThem()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("words");
        await index.PushAsync(repository, new Dictionary<string, string>
        {
            ["src/bus.py"] = "def publishEmbedJobs(ids):\n  bus.send(ids)\n\ndef consume():\n  pass",
            ["src/other.py"] = "def unrelated():\n  publish nothing",
        });

        var outcome = await index.SearchAsync("embed jobs", ReadableRepositories.Of(repository.RepositoryId));

        var hit = outcome.Hits[0];
        Assert.Equal(("words", "src/bus.py", 1, 2, "publishEmbedJobs"), (hit.Repository, hit.Path, hit.StartLine, hit.EndLine, hit.Symbol));
        Assert.StartsWith("def publishEmbedJobs", hit.Snippet, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Coverage);
        Assert.Equal(hit.Path, (await index.SearchAsync("where is an embed job published")).Hits[0].Path);
    }

    [Fact]
    public async Task Search_SymbolByName_PutsItsDefinitionFirst()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("symbols"), new Dictionary<string, string>
        {
            ["uses.py"] = string.Join("\n\n", Enumerable.Range(0, 5).Select(i => $"def caller{i}():\n  frobnicate_all()\n  frobnicate_all()\n  frobnicate_all()")),
            ["z/def.py"] = "def frobnicate_all():\n  # a long body that says many other things than its own name does say\n  return sum(range(10))",
        });
        await index.EmbedAllAsync();

        var hits = (await index.SearchAsync("frobnicate_all", like: "caller frobnicate_all")).Hits;

        Assert.Equal("z/def.py", hits[0].Path);
        var uses = Assert.Single(hits, h => h.Path == "uses.py"); // a file is one result, and says where else in it
        Assert.Equal(4, uses.More.Count);
        Assert.True(hits[0].Parts is { Definition: > 0.4, Factor: 1 });
    }

    [Theory]
    [InlineData("zebra.py", "other/zebra.py")]
    [InlineData("src/zebra.py", "src/zebra.py")]
    [InlineData("what does other/zebra.py do", "other/zebra.py")]
    [InlineData("zebra crossing", "other/zebra_crossing.py")]
    public async Task Search_NameOfAFile_FindsTheFileThatNeverSaysIt(string text, string path)
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("named");
        await index.PushAsync(repository, new Dictionary<string, string>
        {
            ["src/zebra.py"] = "def one():\n  return 1",
            ["other/zebra.py"] = "def two():\n  return 2  # other",
            ["other/zebra_crossing.py"] = "def three():\n  return 3",
            ["src/talk.py"] = "def talk():\n  return 'what does it do'",
        });

        var hits = (await index.SearchAsync(text, ReadableRepositories.Of(repository.RepositoryId))).Hits;

        Assert.Equal(path, hits[0].Path);
    }

    [Fact]
    public async Task Search_NameOfAFile_FindsItBehindMorePassagesThanAreRanked()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("crowd"), new Dictionary<string, string>
        {
            ["quagga.py"] = "def one():\n  return 1",
            ["talk.py"] = string.Join("\n\n", Enumerable.Range(0, 400).Select(i => $"quagga runs past tree {i}")),
        });
        await index.EmbedAllAsync();

        Assert.Contains("quagga.py", (await index.SearchAsync("quagga", like: "quagga runs past a tree")).Hits.Select(h => h.Path));
    }

    [Fact]
    public async Task Search_NameInCapitals_PrefersTheDefinitionInCapitals()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("capitals"), new Dictionary<string, string>
        {
            ["a.py"] = "def numbats():\n  pass",
            ["b.py"] = "def Numbats():\n  a few more words than the other",
        });

        Assert.Equal("b.py", (await index.SearchAsync("Numbats")).Hits[0].Path);
        Assert.Equal("a.py", (await index.SearchAsync("numbats")).Hits[0].Path);
    }

    [Fact]
    public async Task Search_OnceItsPassagesArePacked_ScoresThemTheSame()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("packed"), Enumerable.Range(1, 6).ToDictionary(
            i => $"{i}.py", i => $"def dibbler{i}():\n  {string.Join(' ', Enumerable.Repeat("dibblers nest", i * 4))} {string.Join(' ', Enumerable.Repeat("filler", 50 - (i * 5)))}"));
        await index.EmbedAllAsync();
        var before = await ScoresAsync();
        await new Lexical.TermPacker(database.DataSource).PackAsync(1, Token);

        Assert.Equal(0, await database.ValueAsync<long>("select count(*) from unpacked_passage"));
        Assert.Equal(6, before.Length);
        Assert.Equal(before, await ScoresAsync());

        async Task<(string, double)[]> ScoresAsync() =>
            [.. (await index.SearchAsync("dibbler nest", like: "dibbler")).Hits.Concat((await index.SearchAsync("dibblers")).Hits).Take(6).Select(h => (h.Path, h.Score))];
    }

    [Fact]
    public async Task Search_WordInASymbolsName_WeighsMoreThanInTheText()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("fields"), new Dictionary<string, string>
        {
            ["a.py"] = "def other():\n  pademelons and pademelons",
            ["b.py"] = "def pademelons():\n  others and more",
        });
        var byWordsAlone = new SearchRequest("pademelons", null, index.Space, ReadableRepositories.Everything, SearchFilters.None, 10) { Ranking = false };

        var waiting = (await index.Engine.SearchAsync(byWordsAlone, Token)).Hits;
        await new Lexical.TermPacker(database.DataSource).PackAsync(1, Token);
        var packed = (await index.Engine.SearchAsync(byWordsAlone, Token)).Hits;

        Assert.Equal(["b.py", "a.py"], packed.Select(h => h.Path));
        Assert.True(packed[0].Score > 1.1 * packed[1].Score);
        Assert.Equal(packed.Select(h => (h.Path, h.Score)), waiting.Select(h => (h.Path, h.Score)));
    }

    [Fact]
    public async Task Search_FilesNameWrittenAsInCode_CountsAsWhole()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("written"), new Dictionary<string, string> { ["src/nest_box.py"] = "def one():\n  nest_box of a numbat, its walls and its roof" });

        var (written, apart) = (await FileNameAsync("roof of the nest_box"), await FileNameAsync("nest with a roof and a box"));

        Assert.True(written > apart + (0.9 * RankingWeights.Product.WholeFileName), $"{written} {apart}");

        async Task<double> FileNameAsync(string text) => (await index.SearchAsync(text)).Hits.Single(hit => hit.Path == "src/nest_box.py").Parts!.FileName;
    }

    [Fact]
    public async Task Search_NearDuplicates_AreOneResultThatSaysWhereElse()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("copies");
        const string Body = "def quagga_migration(herd, river, season):\n  crossing = plan(herd, river)\n  if season.dry and crossing.safe:\n    return herd.move(crossing, season)\n  return herd.wait(river)";
        await index.PushAsync(repository, new Dictionary<string, string>
        {
            ["a/quagga.py"] = Body,
            ["b/quagga.py"] = Body + "  # kept",
            ["c/quagga.py"] = "def quagga_migration(herd):\n  # another herd, which goes by train and has its own timetable\n  return timetable.next(herd)",
        });

        var hits = (await index.SearchAsync("quagga migration river", ReadableRepositories.Of(repository.RepositoryId))).Hits;

        Assert.Equal(["a/quagga.py", "c/quagga.py"], hits.Select(h => h.Path));
        Assert.Equal(1, hits[0].AlsoIn);
        Assert.Equal("b/quagga.py", Assert.Single(hits[0].Elsewhere).Path);
    }

    [Fact]
    public async Task Search_TestsAndDocumentation_ComeAfterTheCodeUnlessAskedFor()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("kinds");
        await index.PushAsync(repository, new Dictionary<string, string>
        {
            ["tests/test_okapi.py"] = "def test_okapi():\n  okapi okapi okapi",
            ["okapi.py"] = "def feed():\n  okapi eats leaves that are high up in the trees of the forest",
        });

        var plain = (await index.SearchAsync("okapi leaves", ReadableRepositories.Of(repository.RepositoryId))).Hits;
        var asked = (await index.SearchAsync("okapi tests", ReadableRepositories.Of(repository.RepositoryId))).Hits;

        Assert.Equal("okapi.py", plain[0].Path);
        Assert.Equal("tests/test_okapi.py", asked[0].Path);
    }

    [Fact]
    public async Task Search_ByMeaningOnly_FindsTheNearestAndSaysItsCoverage()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("meaning");
        await index.PushAsync(repository, new Dictionary<string, string> { ["m.py"] = "def alpha():\n  walrus\n\ndef beta():\n  penguin" });
        await index.EmbedAllAsync();

        var outcome = await index.SearchAsync("zzzz", ReadableRepositories.Of(repository.RepositoryId), like: "python beta\ndef beta():\n  penguin");

        Assert.Equal("beta", outcome.Hits[0].Symbol);
        Assert.Equal(1, outcome.Coverage);
    }

    [Fact]
    public async Task Search_SamePassageInManyFiles_IsOneHit()
    {
        var index = await TestIndex.CreateAsync(database);
        var text = "def copied():\n  bilby";
        await index.PushAsync(await index.RegisterAsync("copies"), Enumerable.Range(0, 30).ToDictionary(i => $"vendor/{i}/long/way/copy.py", _ => text)
            .Append(new("copy.py", text)).ToDictionary());

        var hit = Assert.Single((await index.SearchAsync("bilby")).Hits);

        Assert.Equal(("copy.py", 30), (hit.Path, hit.AlsoIn));
    }

    [Fact]
    public async Task Search_TestsAndCode_PutsCodeFirstUnlessTestsAreAsked()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("flags"), new Dictionary<string, string>
        {
            ["tests/a.py"] = "def check_dunnart():\n  dunnart sleeps", ["src/b.py"] = "def run_dunnart():\n  dunnart sleeps",
        });

        Assert.Equal("src/b.py", (await index.SearchAsync("dunnart sleeps")).Hits[0].Path);
        Assert.Equal("tests/a.py", (await index.SearchAsync("test of dunnart sleeps")).Hits[0].Path);
    }

    [Fact]
    public async Task Search_OddQueries_AnswerWithoutError()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("odd"), new Dictionary<string, string> { ["o.py"] = "def odd_query():\n  x" });

        foreach (var text in new[] { "", "   ", "'", "a & b | !c:*", "\\", "'); drop table passage; --", "\ud83d\ude00", new string('x', 5000), "Größe" })
        {
            await index.SearchAsync(text, like: "x");
            await index.SearchAsync(text);
        }
    }

    [Fact]
    public async Task Search_TermFrequencies_AreThoseOfTheText()
    {
        var index = await TestIndex.CreateAsync(database);
        int[] wanted = [1, 2, 3, 5, 9, 20, 40];
        await index.PushAsync(await index.RegisterAsync("tf"), wanted.ToDictionary(
            n => $"{n}.md", n => string.Join(' ', Enumerable.Repeat("thylacine", n).Concat(Enumerable.Repeat("filler", 50 - n)))));
        const string frequencies =
            """
            select array_agg(width_bucket(ts_rank('{1,1,1,1}', terms, 'thylacine'::tsquery)::float8, $1) order by id)
            from passage where terms @@ 'thylacine'::tsquery
            """;

        var found = await database.ValueAsync<int[]>(frequencies, Lexical.Bm25.FrequencySteps);

        Assert.Equal(wanted, found.Order());

        // Postings count to 15: the two beyond come first, in the order of their names.
        var order = (await index.SearchAsync("thylacine")).Hits.Select(h => h.Path);
        Assert.Equal(["20.md", "40.md", "9.md", "5.md", "3.md", "2.md", "1.md"], order);
    }
}
