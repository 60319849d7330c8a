using Julie.Contracts.Api;

namespace Julie.Mcp;

/// <summary>
/// The code that one caller may read, as the API answers it. QueryApi answers from its own endpoints, the command from the API over HTTP; what the caller may not read is not there
/// for either. Failures are a <see cref="CodeSourceException"/>.
/// </summary>
public interface ICodeSource
{
    /// <summary>As <c>GET /api/search</c>.</summary>
    Task<SearchAnswer> SearchAsync(string query, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>As <c>GET /api/symbols</c>.</summary>
    Task<SymbolAnswer> FindSymbolsAsync(string query, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>As <c>GET /api/files/REPOSITORY/PATH</c>.</summary>
    Task<FileAnswer> ReadFileAsync(string file, string? on, string? lines, CancellationToken cancellationToken);

    /// <summary>As <c>GET /api/repositories</c>.</summary>
    Task<IReadOnlyList<RepositoryStatus>> ListRepositoriesAsync(CancellationToken cancellationToken);
}
