using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Lexical;
using Julie.Index.Search;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Patterns;
using Julie.Index.Tests.Support;
using Julie.Index.Trigrams;

namespace Julie.Index.Tests;

public sealed class DoctorTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_SoundIndex_FindsNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("sound"), new Dictionary<string, string> { ["a.py"] = "def sound():\n  one" });

        Assert.All(await LookAsync(index, mend: false), check => Assert.Equal(0, check.Wrong));
    }

    [Fact]
    public async Task Mend_LostEntry_AsksForAThoroughSync()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("lost-entry");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def kept():\n  one", ["b.py"] = "def lost():\n  two" });
        await database.ValueAsync<long>("with d as (delete from tree_entry where ref_id = $1 and path = 'b.py' returning 1) select count(*) from d", repository.RefId);
        var asked = new List<long>();

        var files = await index.Doctor.FilesAsync(id => { asked.Add(id); return Task.CompletedTask; }, Token);

        Assert.Equal([repository.RefId], asked);
        Assert.Equal((1, 1), (files.Wrong, files.Mended));
        Assert.Contains("2 files in the tree, 1 entries", Assert.Single(files.Details), StringComparison.Ordinal);
        Assert.Equal(1, (await index.Doctor.VisibilityAsync(mend: true, Token)).Mended);
        await index.Runs.RequestAsync(repository.RefId, Julie.Contracts.Lane.OnDemand, null, Token, thorough: true);
        await index.Runs.RequestAsync(repository.RefId, Julie.Contracts.Lane.OnDemand, null, Token);
        Assert.True((await index.Runs.TakeAsync(repository.RefId, Token))!.Thorough);

        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def kept():\n  one", ["b.py"] = "def lost():\n  two" });
        Assert.All(await LookAsync(index, mend: false), check => Assert.Equal(0, check.Wrong));
    }

    [Fact]
    public async Task Look_WhileASyncIsUnderWay_LeavesItsRefForTheNextLook()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("under-way");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def busy():\n  one" });
        await database.ValueAsync<long>("with d as (delete from tree_entry where ref_id = $1 returning 1) select count(*) from d", repository.RefId);
        Assert.Equal(["files", "visibility"], (await LookAsync(index, mend: false)).Where(c => c.Wrong > 0).Select(c => c.Name));

        await index.Runs.RequestAsync(repository.RefId, Julie.Contracts.Lane.Push, null, Token);

        Assert.All(await LookAsync(index, mend: true), check => Assert.Equal(0, check.Wrong));
        await index.PushAsync(repository, new Dictionary<string, string>());
        await index.Doctor.VisibilityAsync(mend: true, Token);
    }

    [Fact]
    public async Task Mend_WrongCounts_MakesThemRight()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("wrong-counts");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def miscounted():\n  one" });
        await index.EmbedAllAsync();
        await database.ValueAsync<long>("with u as (update passage_repository set refcount = refcount + 1 where repository_id = $1 returning 1) select count(*) from u", repository.RepositoryId);
        await database.ValueAsync<long>($"with d as (delete from {index.Space.Table} where passage_id in (select passage_id from passage_repository where repository_id = $1) returning 1) select count(*) from d", repository.RepositoryId);
        await database.ValueAsync<long>("with u as (update corpus set passages = passages + 5 returning 1) select count(*) from u");

        var found = await LookAsync(index, mend: true);

        Assert.Equal(["visibility", "vectors", "statistics"], found.Where(c => c.Wrong > 0).Select(c => c.Name));
        Assert.All(found, check => Assert.Equal(check.Wrong, check.Mended));
        Assert.All(await LookAsync(index, mend: false), check => Assert.Equal(0, check.Wrong));
        Assert.Equal(1, await index.EmbedAllAsync());
        Assert.Single((await index.SearchAsync("miscounted", ReadableRepositories.Of(repository.RepositoryId))).Hits);
    }

    [Fact]
    public async Task Mend_WrongLanguages_MakesThemRight()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("wrong-languages");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def mistaken():\n  one" });
        await database.ValueAsync<long>("with u as (update passage_repository set language = 'cobol' where repository_id = $1 returning 1) select count(*) from u", repository.RepositoryId);
        Assert.Empty(await PathsAsync());

        Assert.Equal((1, 1), await index.Doctor.VisibilityAsync(mend: true, Token) is var found ? (found.Wrong, found.Mended) : default);

        Assert.Equal(0, (await index.Doctor.VisibilityAsync(mend: false, Token)).Wrong);
        Assert.Equal(["a.py"], await PathsAsync());

        async Task<IEnumerable<string>> PathsAsync() =>
            (await index.SearchAsync("mistaken", ReadableRepositories.Of(repository.RepositoryId), new([], ["python"], []))).Hits.Select(h => h.Path);
    }

    [Theory]
    [InlineData("delete from term_delta")]
    [InlineData("update term set passages = passages + 1 where id = (select min(id) from term)")]
    public async Task Mend_TermsThatAreCountedWrongly_CountsThemAnew(string harm)
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync($"counted-{harm.Length}"), new Dictionary<string, string> { ["a.py"] = "def counted():\n  one" });
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Julie.Contracts.Lane.Backfill, [TestFile.Blob("b.py", $"def later():\n  {harm.Length}")], Token);
        Assert.Equal(0, (await index.Doctor.StatisticsAsync(mend: false, Token)).Wrong);
        await DoAsync(harm);

        Assert.Equal((1, 1), await index.Doctor.StatisticsAsync(mend: true, Token) is var found ? (found.Wrong, found.Mended) : default);
        Assert.Equal(0, (await index.Doctor.StatisticsAsync(mend: false, Token)).Wrong);
    }

    [Fact]
    public async Task Look_FailedSync_SaysWhyAndMendsNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("failed-sync");
        await index.Runs.RequestAsync(repository.RefId, Julie.Contracts.Lane.Push, null, Token);
        await index.Runs.FailAsync((await index.Runs.TakeAsync(repository.RefId, Token))!.Id, "the disk is full", Token);

        var syncs = await index.Doctor.SyncsAsync(Token);

        Assert.Equal((1, 0), (syncs.Wrong, syncs.Mended));
        Assert.Contains("the disk is full", Assert.Single(syncs.Details), StringComparison.Ordinal);
        await index.PushAsync(repository, new Dictionary<string, string>());
    }

    [Fact]
    public async Task Retry_FilesThatFailed_AreAskedForUnlessASyncIsUnderWay()
    {
        var index = await TestIndex.CreateAsync(database);
        var (one, other) = (await index.RegisterAsync("failed-files"), await index.RegisterAsync("failed-files-syncing"));
        foreach (var repository in new[] { one, other })
        {
            await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def lucky():\n  one", ["b.py"] = "def unlucky():\n  two" });
            await database.ValueAsync<long>("with u as (update tree_entry set state = 'failed', error = 'out of luck' where ref_id = $1 and path = 'b.py' returning 1) select count(*) from u", repository.RefId);
        }

        await index.Runs.RequestAsync(other.RefId, Julie.Contracts.Lane.Push, null, Token);
        var asked = new List<long>();

        var looked = await index.Doctor.FailuresAsync(null, Token);
        var found = await index.Doctor.FailuresAsync(id => { asked.Add(id); return Task.CompletedTask; }, Token);

        Assert.Equal("0 of 2 files that failed are tried again", looked.Details[0]);
        Assert.Equal([one.RefId], asked);
        Assert.Equal((2, 0, 0), (found.Looked, found.Wrong, found.Mended));
        Assert.Equal(["1 of 2 files that failed are tried again", "failed-files refs/heads/main: 1, the first is b.py: out of luck"], found.Details.Take(2));
        await database.ValueAsync<long>("with d as (delete from tree_entry where state = 'failed' returning 1) select count(*) from d");
        await index.PushAsync(one, new Dictionary<string, string>());
        await index.PushAsync(other, new Dictionary<string, string>());
        await index.Doctor.VisibilityAsync(mend: true, Token);
        Assert.Empty((await index.Doctor.FailuresAsync(null, Token)).Details);
    }

    [Fact]
    public async Task Mend_LostText_AsksForAThoroughSync()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("lost-text");
        var files = new Dictionary<string, string> { ["a.py"] = "def text_lost():\n  one", ["b.py"] = "def text_kept():\n  two" };
        await index.PushAsync(repository, files);
        await DoAsync($"delete from source_text where text = '{files["a.py"]}'");
        var asked = new List<long>();

        var found = await index.Doctor.FilesAsync(id => { asked.Add(id); return Task.CompletedTask; }, Token);

        Assert.Equal([repository.RefId], asked);
        Assert.Contains("1 indexed without text", Assert.Single(found.Details), StringComparison.Ordinal);
        await index.PushAsync(repository, files);
        Assert.All(await LookAsync(index, mend: false), check => Assert.Equal(0, check.Wrong));
    }

    [Theory]
    [InlineData("delete from unpacked_text where source_text_id = @waits", 1, "is in no segment of trigrams")]
    [InlineData("delete from trigram_segment", 5, "is in no segment of trigrams")]
    [InlineData("delete from trigram_posting where id in (select id from trigram_posting order by id limit 1)", 1, "trigrams are said to be in it, there are ")]
    [InlineData("update trigram_posting set postings = substring(postings for length(postings) - 1)", 6, "cannot be read")]
    [InlineData("update trigram_posting set bucket = bucket + 2048", 5, "trigrams are said to be in it, there are ")]
    [InlineData("update source_text set text = text || ' more' where id = (select max(id) from source_text where id < @waits)", 1, "trigrams are said to be in it, there are ")]
    [InlineData("insert into unpacked_text (source_text_id) select max(id) from source_text where id < @waits", 1, "is in 2 places of the index of trigrams")]
    public async Task Mend_WrongTrigrams_HasTheTextsFoundAtOnceAndPackedAnew(string harm, int least, string detail)
    {
        var index = await TestIndex.CreateAsync(database);
        var packer = new TrigramPacker(database.DataSource);
        var repository = await index.RegisterAsync($"trigrams-{harm.GetHashCode(StringComparison.Ordinal)}");
        await packer.PackAsync(1, Token);
        await DoAsync("delete from trigram_segment; truncate unpacked_text; insert into unpacked_text (source_text_id) select id from source_text");
        var files = Enumerable.Range(0, 5).ToDictionary(i => $"f{i}.py", i => $"def okapi{i}():\n  {repository.RepositoryId} stripes {i}");
        await index.PushAsync(repository, files);
        await packer.PackAsync(1, Token);
        files["late.py"] = $"def okapi_late():\n  {repository.RepositoryId} stripes";
        await index.PushAsync(repository, files);
        var waits = await database.ValueAsync<long>("select max(source_text_id) from unpacked_text");
        Assert.Equal(0, (await index.Segments.TextsAsync(mend: false, Token)).Wrong);

        await DoAsync(harm.Replace("@waits", $"{waits}", StringComparison.Ordinal));
        var found = await index.Segments.TextsAsync(mend: true, Token);

        Assert.True(found.Wrong >= least, $"{found.Wrong} wrong");
        Assert.Equal(found.Wrong, found.Mended);
        Assert.Contains(found.Details, d => d.Contains(detail, StringComparison.Ordinal));
        Assert.Equal(0, (await index.Segments.TextsAsync(mend: false, Token)).Wrong);
        Assert.Equal(6, await CountAsync(index, repository, "stripes"));
        await packer.PackAsync(1, Token);
        Assert.Equal(0, (await index.Segments.TextsAsync(mend: false, Token)).Wrong);
        Assert.Equal(6, await CountAsync(index, repository, "stripes"));
    }

    [Theory]
    [InlineData("delete from unpacked_passage where passage_id = @waits", 1, "is in no segment of terms")]
    [InlineData("delete from term_segment", 5, "is in no segment of terms")]
    [InlineData("delete from term_posting where id in (select id from term_posting order by id limit 1)", 1, "terms are said to be in it, there are ")]
    [InlineData("update term_posting set postings = substring(postings for length(postings) - 1)", 6, "cannot be read")]
    [InlineData("update passage set terms = terms || 'okapi'::tsvector where id < @waits", 5, "terms are said to be in it, there are ")]
    [InlineData("insert into unpacked_passage (passage_id) select max(id) from passage where id < @waits", 1, "is in 2 places of the index of terms")]
    public async Task Mend_WrongTerms_HasThePassagesFoundAtOnceAndPackedAnew(string harm, int least, string detail)
    {
        var index = await TestIndex.CreateAsync(database);
        var packer = new TermPacker(database.DataSource);
        var repository = await index.RegisterAsync($"terms-{harm.GetHashCode(StringComparison.Ordinal)}");
        await DoAsync("delete from term_segment; truncate unpacked_passage; insert into unpacked_passage (passage_id) select id from passage");
        await packer.PackAsync(1, Token);
        var files = Enumerable.Range(0, 5).ToDictionary(i => $"f{i}.py", i => $"def pangolin{i}():\n  {repository.RepositoryId} scales {i}");
        await index.PushAsync(repository, files);
        await packer.PackAsync(1, Token);
        files["late.py"] = $"def pangolin_late():\n  {repository.RepositoryId} scales";
        await index.PushAsync(repository, files);
        var waits = await database.ValueAsync<long>("select max(passage_id) from unpacked_passage");
        Assert.Equal(0, (await index.Segments.TermsAsync(mend: false, Token)).Wrong);

        await DoAsync(harm.Replace("@waits", $"{waits}", StringComparison.Ordinal));
        var found = await index.Segments.TermsAsync(mend: true, Token);

        Assert.True(found.Wrong >= least, $"{found.Wrong} wrong");
        Assert.Equal(found.Wrong, found.Mended);
        Assert.Contains(found.Details, d => d.Contains(detail, StringComparison.Ordinal));
        Assert.Equal(0, (await index.Segments.TermsAsync(mend: false, Token)).Wrong);
        Assert.Equal(6, await ScaledAsync());
        await packer.PackAsync(1, Token);
        Assert.Equal(0, (await index.Segments.TermsAsync(mend: false, Token)).Wrong);
        Assert.Equal(6, await ScaledAsync());

        // the other tests look at the same statistics
        await index.Doctor.StatisticsAsync(mend: true, Token);

        async Task<int> ScaledAsync() => (await index.SearchAsync("scales", filters: SearchFilters.None with { Repositories = [repository.Name] })).Hits.Count;
    }

    private async Task<int> CountAsync(TestIndex index, RegisteredRepository repository, string text)
    {
        var found = 0;
        await new TextEngine(database.DataSource, database.Lists).SearchAsync(
            new(index.Space, ReadableRepositories.Of(repository.RepositoryId), SearchFilters.None with { Where = new TextCondition(CodePattern.Regex(text)) }, null, 1000, 100),
            (_, _) =>
            {
                found++;
                return ValueTask.CompletedTask;
            },
            Token);
        return found;
    }

    private async Task DoAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<DoctorCheck[]> LookAsync(TestIndex index, bool mend) =>
    [
        await index.Doctor.SyncsAsync(Token),
        await index.Doctor.FilesAsync(null, Token),
        await index.Doctor.VisibilityAsync(mend, Token),
        await index.Doctor.VectorsAsync(index.Space, mend, Token),
        await index.Doctor.StatisticsAsync(mend, Token),
        await index.Segments.TextsAsync(mend, Token),
        await index.Segments.TermsAsync(mend, Token),
    ];
}
