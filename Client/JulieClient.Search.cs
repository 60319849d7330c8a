using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Julie.Contracts.Api;

namespace Julie.Client;

/// <content>Searching and reading.</content>
public sealed partial class JulieClient
{
    /// <summary>Searches the code that the key may read: <c>GET /api/search</c>.</summary>
    /// <param name="query">Words, "texts", /patterns/ and filters: docs/query-language.md.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Places, best first.</returns>
    public Task<Answer<SearchAnswer>> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SearchOptions();
        return GetAsync(
            Search("api/search", query, options).With("waitFor", options.WaitFor).With("waitForVectors", options.WaitForVectors ? true : null).With("waitForSeconds", options.WaitForSeconds),
            ClientJson.Default.SearchAnswer,
            cancellationToken);
    }

    /// <summary>The same, first results early: <c>GET /api/search/stream</c>.</summary>
    /// <param name="query">As of <see cref="SearchAsync"/>.</param>
    /// <param name="options">What else there is to say; waiting for a commit is not for streams.</param>
    /// <param name="cancellationToken">Ends it, on the service too.</param>
    /// <returns>What is known, as it is found. The last is <see cref="SearchEventKind.Done"/>; a stream that ends without it is a failure and is thrown as one.</returns>
    public async IAsyncEnumerable<SearchEvent> StreamSearchAsync(string query, SearchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Address address = Search("api/search/stream", query, options ?? new SearchOptions());
        using HttpResponseMessage response = await wire.OpenAsync(
            () => new HttpRequestMessage(HttpMethod.Get, address.ToString()), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            throw wire.NotJulie();
        }

        Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = content.ConfigureAwait(false);
        IAsyncEnumerator<SseItem<string>> items = SseParser.Create(content).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable __ = items.ConfigureAwait(false);
        while (await NextAsync(items).ConfigureAwait(false))
        {
            // A kind that this version does not know is not for it.
            if (KindOf(items.Current.EventType) is not { } kind)
            {
                continue;
            }

            yield return new SearchEvent(kind, wire.Read(items.Current.Data, ClientJson.Default.SearchAnswer));
            if (kind == SearchEventKind.Done)
            {
                yield break;
            }
        }

        throw wire.Broken(new EndOfStreamException("the stream ended before its end"));
    }

    /// <summary>Definitions by name: <c>GET /api/symbols</c>.</summary>
    /// <param name="query">Names, or how they begin; <c>Cart.Add</c> names the scope too, <c>*</c> stands for any characters; every filter.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Exact names first.</returns>
    public Task<Answer<SymbolAnswer>> FindSymbolsAsync(string query, SymbolOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SymbolOptions();
        return GetAsync(
            new Address("api/symbols").With("q", query).With("limit", options.Limit).With("cursor", options.Cursor).With("ref", options.Refs), ClientJson.Default.SymbolAnswer, cancellationToken);
    }

    /// <summary>A file as the index holds it, secrets masked: <c>GET /api/files/REPOSITORY/PATH</c>.</summary>
    /// <param name="file">Name of the repository, a slash, and the path.</param>
    /// <param name="options">Which part of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its text and symbols.</returns>
    public Task<Answer<FileAnswer>> GetFileAsync(string file, FileTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new FileTextOptions();
        return GetAsync(
            new Address($"api/files/{Address.Escape(file)}").With("ref", options.Ref).With("lines", options.Lines).With("q", options.Query), ClientJson.Default.FileAnswer, cancellationToken);
    }

    /// <summary>More like a range of lines, or copies of it: <c>GET /api/similar</c>.</summary>
    /// <param name="file">Name of the repository, a slash, and the path.</param>
    /// <param name="options">Which lines of it, and how like.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Most alike first.</returns>
    public Task<Answer<SimilarAnswer>> FindSimilarAsync(string file, SimilarOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimilarOptions();
        return GetAsync(
            new Address("api/similar").With("file", file).With("lines", options.Lines).With("ref", options.Ref).With("clones", options.Clones ? true : null).With("limit", options.Limit),
            ClientJson.Default.SimilarAnswer,
            cancellationToken);
    }

    private static Address Search(string path, string query, SearchOptions options) => new Address(path).With("q", query).With("limit", options.Limit).With("cursor", options.Cursor)
        .With("ref", options.Refs).With("mode", options.Mode).With("ranking", options.Ranking).With("explain", options.Explain ? true : null);

    private static SearchEventKind? KindOf(string eventType) => eventType switch
    {
        "results" => SearchEventKind.Results,
        "more" => SearchEventKind.More,
        "done" => SearchEventKind.Done,
        _ => null,
    };

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw wire.Broken(e);
        }
    }
}
