using System.Globalization;
using System.Net.Http.Headers;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Repositories;

/// <summary>Ingest over HTTP, with the key of whoever asks: this service has no rights of its own there.</summary>
internal sealed class IngestClient(HttpClient http)
{
    /// <summary>The address as the app host gives it; the name is for a network that resolves service names.</summary>
    public static void Configure(IServiceProvider services, HttpClient http)
    {
        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        http.BaseAddress = new Uri(configuration["services:ingest:https:0"] ?? configuration["services:ingest:http:0"] ?? "http://ingest");

        // asking the remote for its heads may take as long as ingest lets git try
        http.Timeout = TimeSpan.FromSeconds(90);
    }

    public Task<HttpResponseMessage> RegisterAsync(RegisterRepository repository, string key, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/repositories") { Content = JsonContent.Create(repository) }, key, ct);

    public Task<HttpResponseMessage> UpdateAsync(long id, UpdateRepository update, string key, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Patch, string.Create(CultureInfo.InvariantCulture, $"/api/repositories/{id}")) { Content = JsonContent.Create(update) }, key, ct);

    public Task<HttpResponseMessage> RemoveAsync(long id, string key, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"/api/repositories/{id}")), key, ct);

    public Task<HttpResponseMessage> ReplayAsync(long delivery, string key, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/deliveries/{delivery}/replay")), key, ct);

    public Task<HttpResponseMessage> DoctorAsync(bool mend, string key, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, mend ? "/api/doctor" : "/api/doctor?mend=false"), key, ct);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, string key, CancellationToken ct)
    {
        using HttpRequestMessage request = message;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, ct);
    }
}
