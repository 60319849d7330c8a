using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Client;

/// <content>Repositories, their syncs and files, deliveries, and the state of the whole.</content>
public sealed partial class JulieClient
{
    /// <summary>The vector space, coverage and every repository that the key may read: <c>GET /api/status</c>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The state.</returns>
    public Task<Answer<SystemStatus>> GetStatusAsync(CancellationToken cancellationToken = default) => GetAsync(new Address("api/status"), ClientJson.Default.SystemStatus, cancellationToken);

    /// <summary>The repositories that the key may read: <c>GET /api/repositories</c>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>All of them.</returns>
    public Task<Answer<IReadOnlyList<RepositoryStatus>>> GetRepositoriesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/repositories"), ClientJson.Default.IReadOnlyListRepositoryStatus, cancellationToken);

    /// <summary>Languages of the code that the key may read, of most files first: <c>GET /api/languages</c>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>All of them.</returns>
    public Task<Answer<IReadOnlyList<IndexedLanguage>>> GetLanguagesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(new Address("api/languages"), ClientJson.Default.IReadOnlyListIndexedLanguage, cancellationToken);

    /// <summary>One repository: <c>GET /api/repositories/{id}</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its state.</returns>
    public Task<Answer<RepositoryStatus>> GetRepositoryAsync(long id, CancellationToken cancellationToken = default) =>
        GetAsync(new Address(Invariant($"api/repositories/{id}")), ClientJson.Default.RepositoryStatus, cancellationToken);

    /// <summary>A repository's tracked refs: <c>GET /api/repositories/{id}/refs</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>All of them.</returns>
    public Task<Answer<IReadOnlyList<RefStatus>>> GetRefsAsync(long id, CancellationToken cancellationToken = default) =>
        GetAsync(new Address(Invariant($"api/repositories/{id}/refs")), ClientJson.Default.IReadOnlyListRefStatus, cancellationToken);

    /// <summary>A repository's files by state: why one is not found: <c>GET /api/repositories/{id}/files</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="options">Which of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A page of them.</returns>
    public Task<Answer<RepositoryFiles>> GetFilesAsync(long id, RepositoryFilesOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RepositoryFilesOptions();
        return GetAsync(
            new Address(Invariant($"api/repositories/{id}/files")).With("limit", options.Limit).With("state", options.State).With("reason", options.Reason).With("path", options.Path)
                .With("secrets", options.Secrets ? true : null).With("ref", options.Ref).With("cursor", options.Cursor),
            ClientJson.Default.RepositoryFiles,
            cancellationToken);
    }

    /// <summary>Indexes a repository, or syncs it again: <c>POST /api/repositories</c>. Needs the scope ingest.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was accepted, and the sync to ask for.</returns>
    public Task<Answer<RepositoryAccepted>> RegisterAsync(RegisterRepository repository, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "api/repositories", repository, ClientJson.Default.RegisterRepository, ClientJson.Default.RepositoryAccepted, cancellationToken);

    /// <summary>Changes which refs of a repository are indexed: <c>PATCH /api/repositories/{id}</c>. Needs the scope ingest.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="update">What changes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its state.</returns>
    public Task<Answer<RepositoryStatus>> UpdateRepositoryAsync(long id, UpdateRepository update, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, Invariant($"api/repositories/{id}"), update, ClientJson.Default.UpdateRepository, ClientJson.Default.RepositoryStatus, cancellationToken);

    /// <summary>Removes a repository from the index: <c>DELETE /api/repositories/{id}</c>. Needs the scope ingest.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <returns>When it is done.</returns>
    public Task RemoveRepositoryAsync(long id, CancellationToken cancellationToken = default) => DeleteAsync(Invariant($"api/repositories/{id}"), cancellationToken);

    /// <summary>One sync and how far it is: <c>GET /api/syncs/{id}</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its state.</returns>
    public Task<Answer<SyncStatus>> GetSyncAsync(long id, CancellationToken cancellationToken = default) =>
        GetAsync(new Address(Invariant($"api/syncs/{id}")), ClientJson.Default.SyncStatus, cancellationToken);

    /// <summary>Webhook deliveries and what became of them, newest first: <c>GET /api/deliveries</c>.</summary>
    /// <param name="repository">Of this repository only.</param>
    /// <param name="outcome">With this outcome only.</param>
    /// <param name="before">Only what came before this delivery.</param>
    /// <param name="limit">How many; null: as the service likes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Those that the key may see.</returns>
    public Task<Answer<IReadOnlyList<DeliveryStatus>>> GetDeliveriesAsync(
        string? repository = null, string? outcome = null, long? before = null, int? limit = null, CancellationToken cancellationToken = default) => GetAsync(
        new Address("api/deliveries").With("limit", limit).With("repository", repository).With("outcome", outcome).With("before", before), ClientJson.Default.IReadOnlyListDeliveryStatus, cancellationToken);

    /// <summary>One delivery: <c>GET /api/deliveries/{id}</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of it.</returns>
    public Task<Answer<DeliveryStatus>> GetDeliveryAsync(long id, CancellationToken cancellationToken = default) =>
        GetAsync(new Address(Invariant($"api/deliveries/{id}")), ClientJson.Default.DeliveryStatus, cancellationToken);

    /// <summary>Dispatches a proven delivery once more: <c>POST /api/deliveries/{id}/replay</c>. Needs the scope ingest.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>That it was taken.</returns>
    public Task<Answer<DeliveryAccepted>> ReplayAsync(long id, CancellationToken cancellationToken = default) =>
        PostAsync(new Address(Invariant($"api/deliveries/{id}/replay")), ClientJson.Default.DeliveryAccepted, cancellationToken);

    /// <summary>Compares the index with the remotes and with itself: <c>POST /api/doctor</c>. Needs the scope admin.</summary>
    /// <param name="mend">Whether to mend what differs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found.</returns>
    public Task<Answer<DoctorReport>> DoctorAsync(bool mend = true, CancellationToken cancellationToken = default) =>
        PostAsync(new Address("api/doctor").With("mend", mend ? null : false), ClientJson.Default.DoctorReport, cancellationToken);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
