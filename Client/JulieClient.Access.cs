using Julie.Contracts.Api;

namespace Julie.Client;

/// <content>Keys, grants and the audit log; all need the scope admin.</content>
public sealed partial class JulieClient
{
    /// <summary>API keys, without their secrets: <c>GET /api/keys</c>.</summary>
    /// <param name="all">Also those that are expired or revoked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The keys.</returns>
    public Task<Answer<IReadOnlyList<KeyInfo>>> GetKeysAsync(bool all = false, CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/keys").With("all", all ? true : null), ClientJson.Default.IReadOnlyListKeyInfo, cancellationToken);

    /// <summary>Makes a key: <c>POST /api/keys</c>.</summary>
    /// <param name="key">What it may.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The key and its secret, this once.</returns>
    public Task<Answer<IssuedKey>> CreateKeyAsync(CreateKey key, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "api/keys", key, ClientJson.Default.CreateKey, ClientJson.Default.IssuedKey, cancellationToken);

    /// <summary>Gives a key another secret: <c>POST /api/keys/{key}/rotate</c>.</summary>
    /// <param name="key">Its name or number.</param>
    /// <param name="how">How long the secret before works, and until when the key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The key and its new secret, this once.</returns>
    public Task<Answer<IssuedKey>> RotateKeyAsync(string key, RotateKey how, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, $"api/keys/{Uri.EscapeDataString(key)}/rotate", how, ClientJson.Default.RotateKey, ClientJson.Default.IssuedKey, cancellationToken);

    /// <summary>Ends a key at once: <c>DELETE /api/keys/{key}</c>.</summary>
    /// <param name="key">Its name or number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When it is done.</returns>
    public Task RevokeKeyAsync(string key, CancellationToken cancellationToken = default) => DeleteAsync($"api/keys/{Uri.EscapeDataString(key)}", cancellationToken);

    /// <summary>Which repositories are granted to whom: <c>GET /api/grants</c>.</summary>
    /// <param name="key">To this key, by name or number.</param>
    /// <param name="user">To this user.</param>
    /// <param name="group">To this group.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The grants.</returns>
    public Task<Answer<IReadOnlyList<GrantInfo>>> GetGrantsAsync(string? key = null, string? user = null, string? group = null, CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/grants").With("key", key).With("user", user).With("group", group), ClientJson.Default.IReadOnlyListGrantInfo, cancellationToken);

    /// <summary>Grants repositories to a key, a user or a group: <c>POST /api/grants</c>.</summary>
    /// <param name="grant">Which to whom.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The grant.</returns>
    public Task<Answer<GrantInfo>> AddGrantAsync(AddGrant grant, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "api/grants", grant, ClientJson.Default.AddGrant, ClientJson.Default.GrantInfo, cancellationToken);

    /// <summary>Takes a grant back: <c>DELETE /api/grants/{id}</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When it is done.</returns>
    public Task RemoveGrantAsync(long id, CancellationToken cancellationToken = default) => DeleteAsync(Invariant($"api/grants/{id}"), cancellationToken);

    /// <summary>What hosts say of who may read repositories: <c>GET /api/grants/hosts</c>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A line for each repository that is asked about.</returns>
    public Task<Answer<IReadOnlyList<HostAccess>>> GetHostAccessAsync(CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/grants/hosts"), ClientJson.Default.IReadOnlyListHostAccess, cancellationToken);

    /// <summary>What administrators did, newest first: <c>GET /api/audit</c>.</summary>
    /// <param name="action">Only this, <c>key.create</c>, or all of a kind, <c>key.</c>.</param>
    /// <param name="before">Only what was done before this event.</param>
    /// <param name="limit">How many; null: as the service likes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events.</returns>
    public Task<Answer<IReadOnlyList<AuditEvent>>> GetAuditAsync(string? action = null, long? before = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/audit").With("limit", limit).With("action", action).With("before", before), ClientJson.Default.IReadOnlyListAuditEvent, cancellationToken);
}
