using Julie.Cli.Connecting;
using Julie.Client;
using Julie.Contracts.Api;
using Julie.Mcp;

namespace Julie.Cli.Agents;

/// <summary>The code that the user's key may read, asked from the API like everything else that the command asks.</summary>
internal sealed class ClientCode(JulieClient client) : ICodeSource
{
    public Task<SearchAnswer> SearchAsync(string query, int limit, string? cursor, CancellationToken cancellationToken) =>
        AskAsync(client.SearchAsync(query, new SearchOptions { Limit = limit, Cursor = cursor }, cancellationToken));

    public Task<SymbolAnswer> FindSymbolsAsync(string query, int limit, string? cursor, CancellationToken cancellationToken) =>
        AskAsync(client.FindSymbolsAsync(query, new SymbolOptions { Limit = limit, Cursor = cursor }, cancellationToken));

    public Task<FileAnswer> ReadFileAsync(string file, string? on, string? lines, CancellationToken cancellationToken) =>
        AskAsync(client.GetFileAsync(file, new FileTextOptions { Ref = on, Lines = lines }, cancellationToken));

    public Task<IReadOnlyList<RepositoryStatus>> ListRepositoriesAsync(CancellationToken cancellationToken) => AskAsync(client.GetRepositoriesAsync(cancellationToken));

    // Whatever goes wrong is said to the agent: it reads no exit code, and the person behind it no log.
    private static async Task<T> AskAsync<T>(Task<Answer<T>> answer)
    {
        try
        {
            return (await answer).Value;
        }
        catch (JulieClientException e) when (Failures.Of(e) is { } failure)
        {
            string text = failure.Detail is null ? failure.Title : $"{failure.Title}: {failure.Detail}";
            throw new CodeSourceException(failure.TraceId is null ? text : $"{text} traceId: {failure.TraceId}", e);
        }
    }
}
