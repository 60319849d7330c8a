using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Http;

/// <summary>The language and its endpoints over HTTP, without a model.</summary>
[Collection("http")]
public sealed class QueryLanguageTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/retry_\\w+/ repo:open", "open/src/retry.py:1")]
    [InlineData("/retry_\\w+/ repo:open OR /secret/ repo:closed", "open/src/retry.py:1 closed/secret.py:1")]
    [InlineData("(/throw new/ OR \"raise  notfound\") repo:open", "open/src/Retry.cs:1 open/src/retry.py:2")]
    [InlineData("/job\\)/ -lang:python repo:open", "open/src/Retry.cs:1")]
    [InlineData("/job/ -/throw/ (repo:open OR file:secret.py)", "closed/secret.py:1 open/src/retry.py:1,2")]
    [InlineData("/JOB/ repo:open", "")]
    [InlineData("/(?i)JOB\\)/ repo:open lang:cs", "open/src/Retry.cs:1")]
    [InlineData("/:\\n +raise/ repo:open", "open/src/retry.py:1,2")]
    [InlineData("mode:regex r.try_l.ter repo:open", "open/src/retry.py:1")]
    [InlineData("/job/ kind:class repo:open", "")]
    [InlineData("/job/ symbol:ret* kind:function repo:open lang:python", "open/src/retry.py:1,2")]
    [InlineData("/job/ is:test", "")]
    [InlineData("/job/ count:1 repo:open", "open/src/Retry.cs:1")]
    public async Task Search_Patterns_FindExactlyTheLines(string query, string places)
    {
        SearchAnswer answer = await GetAsync<SearchAnswer>(host.Key, $"/api/search?q={Uri.EscapeDataString(query)}");

        Assert.Equal("regex", answer.Mode);
        Assert.Equal(
            places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            answer.Results.Select(hit => $"{hit.Repository}/{hit.Path}:{string.Join(',', hit.Lines.Select(line => line.Number))}").Order());
    }

    [Theory]
    [InlineData("retry file:retry.py", "open/src/retry.py")]
    [InlineData("retry lang:python -(repo:closed OR path:nowhere OR repo:files-*)", "open/src/retry.py")]
    [InlineData("retry (repo:closed file:secret.py OR lang:cs)", "closed/secret.py open/src/Retry.cs")]
    [InlineData("retry -albatross -NotFound (repo:open OR repo:closed)", "open/src/Retry.cs")]
    [InlineData("retry \"albatross\" OR retry \"not ready\"", "closed/secret.py")]
    [InlineData("symbol:retry lang:cs", "open/src/Retry.cs")]
    [InlineData("mode:lexical albatross", "closed/secret.py")]
    [InlineData("retry -/NotFound|NotReady/ (repo:open OR repo:closed)", "closed/secret.py")]
    [InlineData("retry kind:function lang:cs", "open/src/Retry.cs")]
    [InlineData("retry is:test", "")]
    public async Task Search_Conditions_AreExact(string query, string files)
    {
        SearchAnswer answer = await GetAsync<SearchAnswer>(host.Key, $"/api/search?q={Uri.EscapeDataString(query)}");

        Assert.Equal(files.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), answer.Results.Select(hit => $"{hit.Repository}/{hit.Path}").Order());
    }

    [Fact]
    public async Task Search_Pages_GiveEveryResultOnceAndRefuseAnotherQuerysCursor()
    {
        foreach (string query in (string[])["retry", "/job/", "mode:symbol ret"])
        {
            List<string> whole = [.. (await GetAsync<SearchAnswer>(host.Key, $"/api/search?q={Uri.EscapeDataString(query)}&limit=100")).Results.Select(Name)];
            List<string> paged = [];
            string cursor = "";
            do
            {
                SearchAnswer page = await GetAsync<SearchAnswer>(host.Key, $"/api/search?q={Uri.EscapeDataString(query)}&limit=1{cursor}");
                paged.AddRange(page.Results.Select(Name));
                cursor = page.Next is null ? "" : $"&cursor={page.Next}";
                Assert.True(paged.Count <= whole.Count);
            }
            while (cursor.Length > 0);

            Assert.Equal(whole.Order(), paged.Order());
        }

        SearchAnswer first = await GetAsync<SearchAnswer>(host.Key, "/api/search?q=retry&limit=1");
        await RefusedAsync($"/api/search?q=other&limit=1&cursor={first.Next}", "cursor", HttpStatusCode.BadRequest);
        await RefusedAsync("/api/search?q=retry&cursor=abc", "cursor", HttpStatusCode.BadRequest);

        static string Name(SearchResult hit) => $"{hit.Repository}/{hit.Path}:{hit.StartLine}";
    }

    [Fact]
    public async Task Search_Facets_CountWhatTheCallerMayRead()
    {
        string reader = await code.ReaderAsync("open");
        SearchAnswer mine = await GetAsync<SearchAnswer>(reader, "/api/search?q=retry");
        SearchAnswer all = await GetAsync<SearchAnswer>(host.Key, "/api/search?q=retry repo:open OR retry repo:closed");

        Assert.Equal([new FacetValue("open", 2)], mine.Facets.Repositories);
        Assert.Equal([new FacetValue("csharp", 1), new FacetValue("python", 1)], mine.Facets.Languages);
        Assert.Equal([new FacetValue("src", 2)], mine.Facets.Paths);
        Assert.Contains(new FacetValue("closed", 2), all.Facets.Repositories);
    }

    [Fact]
    public async Task Search_RepositoryThatIsNone_SuggestsOnlyReadableNames()
    {
        string reader = await code.ReaderAsync("open");

        Assert.Contains("Did you mean repo:open?", Assert.Single((await GetAsync<SearchAnswer>(reader, "/api/search?q=retry repo:opne")).Hints), StringComparison.Ordinal);
        Assert.DoesNotContain("closed", Assert.Single((await GetAsync<SearchAnswer>(reader, "/api/search?q=retry repo:clsoed")).Hints), StringComparison.Ordinal);
        Assert.Contains("repo:closed", Assert.Single((await GetAsync<SearchAnswer>(host.Key, "/api/search?q=retry repo:clsoed")).Hints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retry", "lexical|hybrid")]
    [InlineData("/job/", "regex")]
    public async Task Stream_Events_EndWithWhatASearchAnswers(string query, string modes)
    {
        using HttpClient client = host.Client(host.Key);
        using HttpResponseMessage response = await client.GetAsync($"/api/search/stream?q={Uri.EscapeDataString(query)}", HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        List<(string Event, SearchAnswer Answer)> events = [];
        await using Stream body = await response.Content.ReadAsStreamAsync(Token);
        await foreach (SseItem<SearchAnswer> item in SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<SearchAnswer>(data, JsonSerializerOptions.Web)!).EnumerateAsync(Token))
        {
            events.Add((item.EventType, item.Data));
            Assert.Contains(item.Data.Mode, modes.Split('|'));
        }

        SearchAnswer whole = await GetAsync<SearchAnswer>(host.Key, $"/api/search?q={Uri.EscapeDataString(query)}");
        Assert.Equal("done", events[^1].Event);
        Assert.Equal(
            whole.Results.Select(hit => hit.Path),
            events.Where(e => e.Event == "more").SelectMany(e => e.Answer.Results).Concat(events.Last(e => e.Event != "done").Event == "results" ? events[^2].Answer.Results : []).Select(hit => hit.Path));
    }

    [Fact]
    public async Task Stream_BadQuery_IsAProblem() => await RefusedAsync("/api/search/stream?q=(x", "not closed", HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("ret repo:open", "retry src/Retry.cs:1|retry src/retry.py:1")]
    [InlineData("RETRY lang:cs", "retry src/Retry.cs:1")]
    [InlineData("retry kind:class", "")]
    [InlineData("retry -lang:cs repo:open", "retry src/retry.py:1")]
    [InlineData("symbol:re*y file:Retry.cs -lang:python", "retry src/Retry.cs:1")]
    [InlineData("mode:symbol retry lang:cs", "retry src/Retry.cs:1")]
    [InlineData("no_such", "")]
    public async Task Symbols_ByName_AreFound(string query, string symbols)
    {
        SymbolAnswer answer = await GetAsync<SymbolAnswer>(host.Key, $"/api/symbols?q={Uri.EscapeDataString(query)}");

        Assert.Equal(symbols, string.Join('|', answer.Symbols.Select(s => $"{s.Name} {s.Path}:{s.Line}")));
    }

    [Fact]
    public async Task Symbols_ComeWithTheirFirstLines()
    {
        SymbolAnswer symbols = await GetAsync<SymbolAnswer>(host.Key, "/api/symbols?q=retry lang:python repo:open");
        SearchAnswer places = await GetAsync<SearchAnswer>(host.Key, "/api/search?q=mode:symbol retry lang:python repo:open");

        Assert.Equal("def retry_later(job):\n    raise NotFound('no such job')", Assert.Single(symbols.Symbols).Snippet);
        Assert.Equal(symbols.Symbols[0].Snippet, Assert.Single(places.Results).Snippet);
    }

    [Fact]
    public async Task File_Readable_HasTextSymbolsAndHighlights()
    {
        FileAnswer file = await GetAsync<FileAnswer>(host.Key, "/api/files/open/src/retry.py?q=raise \"no such job\"");
        FileAnswer second = await GetAsync<FileAnswer>(host.Key, "/api/files/open%2Fsrc/retry.py?lines=2-&ref=main");

        Assert.Equal(("open", "src/retry.py", "refs/heads/main", 2, 1, 2), (file.Repository, file.Path, file.Ref, file.Lines, file.StartLine, file.EndLine));
        Assert.Equal("def retry_later(job):\n    raise NotFound('no such job')", file.Text);
        Assert.Equal([new FileHighlight(2, 4, 9), new FileHighlight(2, 20, 31)], file.Highlights);
        Assert.Equal("retry", Assert.Single(file.Symbols).Name);
        Assert.Equal(1, file.AlsoIn);
        Assert.Equal("    raise NotFound('no such job')", second.Text);
    }

    [Theory]
    [InlineData("/api/files/closed/secret.py")]
    [InlineData("/api/files/open/no.py")]
    [InlineData("/api/files/open/src/retry.py?ref=no-such")]
    [InlineData("/api/files/x")]
    [InlineData("/api/similar?file=closed/secret.py")]
    public async Task File_AbsentOrUnreadable_Is404(string address)
    {
        string reader = await code.ReaderAsync("open");
        await RefusedAsync(address, "There is no file", HttpStatusCode.NotFound, reader);
    }

    [Theory]
    [InlineData("/api/files/open/src/retry.py?lines=5-2", "no range")]
    [InlineData("/api/files/open/src/retry.py?q=(x", "not closed")]
    [InlineData("/api/similar", "file=REPOSITORY/PATH")]
    [InlineData("/api/similar?file=open/src/retry.py&limit=0", "limit=0")]
    [InlineData("/api/symbols?q=retry mode:regex", "leave mode: out")]
    [InlineData("/api/search?q=/(a/", "cannot be used")]
    [InlineData("/api/search?q=x mode:fast", "mode:fast")]
    [InlineData("/api/search?q=x&mode=fast", "mode=fast")]
    public async Task Request_ThatCannotBe_IsNamed(string address, string said) => await RefusedAsync(address, said, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Similar_Range_FindsItsCopyInWhatTheCallerMayRead()
    {
        SimilarAnswer all = await GetAsync<SimilarAnswer>(host.Key, "/api/similar?file=open/src/retry.py&lines=1-2&clones=true");
        SimilarAnswer mine = await GetAsync<SimilarAnswer>(await code.ReaderAsync("open"), "/api/similar?file=open/src/retry.py");

        SimilarResult copy = Assert.Single(all.Results);
        Assert.Equal(("closed", "copy.py", 1.0, true), (copy.Place.Repository, copy.Place.Path, copy.Overlap, copy.IsClone));
        Assert.All(mine.Results, result => Assert.Equal("open", result.Place.Repository));
        Assert.DoesNotContain(mine.Results, result => result.IsClone);
    }

    private async Task RefusedAsync(string address, string said, HttpStatusCode status, string? key = null)
    {
        using HttpClient client = host.Client(key ?? host.Key);
        using HttpResponseMessage response = await client.GetAsync(address, Token);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(said, (await QueryApiHost.ProblemAsync(response)).ToString(), StringComparison.Ordinal);
    }

    private async Task<T> GetAsync<T>(string key, string address)
    {
        using HttpClient client = host.Client(key);
        return (await client.GetFromJsonAsync<T>(address, Token))!;
    }
}
