using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Julie.Cli.Eval;
using Julie.Contracts.Api;

namespace Julie.Cli.Client;

/// <summary>The query API, typed. Every failure is a <see cref="JulieException"/> with the exit code that it means.</summary>
internal sealed class JulieClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly HttpClient http;
    private readonly Connection connection;

    public JulieClient(Connection connection)
    {
        this.connection = connection;

        // A redirect could carry the key to another server, and a proxy has no business with loopback.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !connection.Address.IsLoopback })
        {
            BaseAddress = connection.Address,
            Timeout = Patience,
        };
        if (connection.Key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Key);
        }
    }

    public Task<Answer<RepositoryAccepted>> RegisterAsync(RegisterRepository repository, CancellationToken ct) =>
        SendAsync(() => Post("api/repositories", repository, JulieJson.Default.RegisterRepository), JulieJson.Default.RepositoryAccepted, ct);

    public Task<Answer<SyncStatus>> GetSyncAsync(long id, CancellationToken ct) =>
        GetAsync(Invariant($"api/syncs/{id}"), JulieJson.Default.SyncStatus, ct);

    public Task<Answer<SearchAnswer>> SearchAsync(
        string query, int limit, string? on, CancellationToken ct, string? waitFor = null, bool vectors = false, int? seconds = null) =>
        GetAsync(
            Invariant($"api/search?q={Uri.EscapeDataString(query)}&limit={limit}") + Parameter("ref", on) + Parameter("waitFor", waitFor)
                + (vectors ? "&waitForVectors=true" : "") + Parameter("waitForSeconds", seconds?.ToString(CultureInfo.InvariantCulture)),
            JulieJson.Default.SearchAnswer, ct);

    /// <summary>A search by parts of the search only, for measuring.</summary>
    public Task<Answer<SearchAnswer>> SearchAsync(string query, int limit, SearchVariant variant, CancellationToken ct) =>
        GetAsync(
            Invariant($"api/search?q={Uri.EscapeDataString(query)}&limit={limit}") + Parameter("mode", variant.Mode) + Parameter("ranking", variant.Ranking?.ToString()),
            JulieJson.Default.SearchAnswer, ct);

    public Task<Answer<DoctorReport>> DoctorAsync(bool mend, CancellationToken ct) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, mend ? "api/doctor" : "api/doctor?mend=false"), JulieJson.Default.DoctorReport, ct);

    public Task<Answer<SystemStatus>> GetStatusAsync(CancellationToken ct) => GetAsync("api/status", JulieJson.Default.SystemStatus, ct);

    public Task<Answer<IReadOnlyList<RepositoryStatus>>> GetRepositoriesAsync(CancellationToken ct) =>
        GetAsync("api/repositories", JulieJson.Default.IReadOnlyListRepositoryStatus, ct);

    public Task<Answer<RepositoryStatus>> GetRepositoryAsync(long id, CancellationToken ct) =>
        GetAsync(Invariant($"api/repositories/{id}"), JulieJson.Default.RepositoryStatus, ct);

    public Task<Answer<RepositoryFiles>> GetFilesAsync(long repository, string? state, string? reason, string? path, bool secrets, string? on, string? cursor, int limit, CancellationToken ct) =>
        GetAsync(
            Invariant($"api/repositories/{repository}/files?limit={limit}") + Parameter("state", state) + Parameter("reason", reason) + Parameter("path", path)
            + (secrets ? "&secrets=true" : string.Empty) + Parameter("ref", on) + Parameter("cursor", cursor),
            JulieJson.Default.RepositoryFiles, ct);

    public Task<Answer<IReadOnlyList<DeliveryStatus>>> GetDeliveriesAsync(string? repository, string? outcome, int limit, CancellationToken ct) =>
        GetAsync(
            Invariant($"api/deliveries?limit={limit}") + Parameter("repository", repository) + Parameter("outcome", outcome), JulieJson.Default.IReadOnlyListDeliveryStatus, ct);

    public Task<Answer<DeliveryAccepted>> ReplayAsync(long delivery, CancellationToken ct) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, Invariant($"api/deliveries/{delivery}/replay")), JulieJson.Default.DeliveryAccepted, ct);

    public Task<Answer<IReadOnlyList<KeyInfo>>> GetKeysAsync(bool all, CancellationToken ct) =>
        GetAsync(all ? "api/keys?all=true" : "api/keys", JulieJson.Default.IReadOnlyListKeyInfo, ct);

    public Task<Answer<IssuedKey>> CreateKeyAsync(CreateKey key, CancellationToken ct) =>
        SendAsync(() => Post("api/keys", key, JulieJson.Default.CreateKey), JulieJson.Default.IssuedKey, ct);

    public Task<Answer<IssuedKey>> RotateKeyAsync(string key, RotateKey how, CancellationToken ct) =>
        SendAsync(() => Post($"api/keys/{Uri.EscapeDataString(key)}/rotate", how, JulieJson.Default.RotateKey), JulieJson.Default.IssuedKey, ct);

    public Task RevokeKeyAsync(string key, CancellationToken ct) => DeleteAsync($"api/keys/{Uri.EscapeDataString(key)}", ct);

    public Task<Answer<IReadOnlyList<GrantInfo>>> GetGrantsAsync(string? key, string? user, string? group, CancellationToken ct) =>
        GetAsync("api/grants?" + Parameter("key", key) + Parameter("user", user) + Parameter("group", group), JulieJson.Default.IReadOnlyListGrantInfo, ct);

    public Task<Answer<GrantInfo>> AddGrantAsync(AddGrant grant, CancellationToken ct) =>
        SendAsync(() => Post("api/grants", grant, JulieJson.Default.AddGrant), JulieJson.Default.GrantInfo, ct);

    public Task<Answer<IReadOnlyList<HostAccess>>> GetHostAccessAsync(CancellationToken ct) => GetAsync("api/grants/hosts", JulieJson.Default.IReadOnlyListHostAccess, ct);

    public Task RemoveGrantAsync(long id, CancellationToken ct) => DeleteAsync(Invariant($"api/grants/{id}"), ct);

    public Task<Answer<IReadOnlyList<AuditEvent>>> GetAuditAsync(string? action, long? before, int limit, CancellationToken ct) =>
        GetAsync(
            Invariant($"api/audit?limit={limit}") + Parameter("action", action) + Parameter("before", before?.ToString(CultureInfo.InvariantCulture)),
            JulieJson.Default.IReadOnlyListAuditEvent, ct);

    public void Dispose() => http.Dispose();

    private static string Parameter(string name, string? value) => value is null ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";

    private static HttpRequestMessage Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(body, type) };

    private Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), type, ct);

    private Task<string> DeleteAsync(string path, CancellationToken ct) => SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, path), ct);

    private async Task<Answer<T>> SendAsync<T>(Func<HttpRequestMessage> create, JsonTypeInfo<T> type, CancellationToken ct)
    {
        string body = await SendAsync(create, ct);
        try
        {
            T? value = JsonSerializer.Deserialize(body, type);
            return value is null ? throw Failures.NotJulie(connection) : new Answer<T>(value, body);
        }
        catch (JsonException e)
        {
            throw Failures.NotJulie(connection, e);
        }
    }

    private async Task<string> SendAsync(Func<HttpRequestMessage> create, CancellationToken ct)
    {
        try
        {
            using HttpRequestMessage request = create();
            using HttpResponseMessage response = await http.SendAsync(request, ct);
            string body = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode ? body : throw Failures.Read((int)response.StatusCode, body, connection);
        }
        catch (HttpRequestException e)
        {
            throw Failures.Unreachable(connection, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new JulieException(
                ExitCodes.Unreachable, Invariant($"No answer from {connection.Address} in {Patience.TotalSeconds:0} s"), "See what is wrong with: ./julie status", e);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
