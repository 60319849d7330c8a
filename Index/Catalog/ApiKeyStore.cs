using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>API keys by the SHA-256 of their secret, and the repositories that they are granted.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource dataSource)
{
    /// <summary>The key with this hash (32 bytes), where it is neither revoked nor expired; else null.</summary>
    public Task<ApiKey?> FindAsync(byte[] sha256, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>Adds a key, or brings the scopes and grants of the known hash up to date.</summary>
    /// <param name="sha256">SHA-256 of the secret, 32 bytes: the secret itself is never stored.</param>
    /// <param name="name">Name to show.</param>
    /// <param name="scopes"><c>search</c>, <c>ingest</c>, <c>admin</c>.</param>
    /// <param name="repositoryPatterns">Names that the key may read; <c>*</c> stands for any run of characters.</param>
    /// <param name="expiresAt">When it ends; null for never.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<long> EnsureAsync(
        byte[] sha256, string name, IReadOnlyCollection<string> scopes, IReadOnlyCollection<string> repositoryPatterns,
        DateTimeOffset? expiresAt, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Repositories that the key is granted. A key with the scope <c>admin</c> reads everything.</summary>
    public Task<ReadableRepositories> ReadableAsync(long apiKeyId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
