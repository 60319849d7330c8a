using System.Net.Http.Headers;
using System.Text;

using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Webhooks;
using Julie.Ingest.Tests.Webhooks;
using Julie.LocalServers;
using Julie.ServiceDefaults;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Npgsql;

[assembly: AssemblyFixture(typeof(IngestHost))]

namespace Julie.Ingest.Tests.Webhooks;

/// <summary>The service as Program.cs builds it, over a private PostgreSQL, with a broker that is never there.</summary>
public sealed class IngestHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("julie-hook-tests-").FullName;
    private LocalPostgres? _postgres;
    private WebApplication? _app;

    public HttpClient Http { get; private set; } = null!;

    public string Key => File.ReadAllText(Path.Combine(_folder, "admin.key")).Trim();

    public string SecretFile => Path.Combine(_folder, "secret");

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _postgres = await LocalPostgres.StartAsync(new() { DataDirectory = Path.Combine(_folder, "postgres"), Throwaway = true }, cancellationToken);
        await File.WriteAllTextAsync(SecretFile, "from a file\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "admin.key"), ServiceDefaults.Authentication.ApiKey.New(), cancellationToken);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:index"] = _postgres.ConnectionString("postgres"),
            ["ConnectionStrings:rabbitmq"] = "amqp://nobody:nothing@127.0.0.1:1",
            ["Julie:Auth:LocalAdminKeyFile"] = Path.Combine(_folder, "admin.key"),
            ["Julie:Embedding:Model"] = "no-such-model",
            ["Julie:Embedding:ModelsDirectory"] = _folder,
            ["Julie:Ingest:DataDirectory"] = Path.Combine(_folder, "data"),
            ["Julie:Ingest:AllowLocalPaths"] = "true",
            ["Julie:Ingest:Deliveries:MaxBytes"] = "65536",
            ["Julie:Ingest:Deliveries:PollInterval"] = "00:00:00.5",
            ["Julie:Hooks:github:Secret"] = Sender.Secret,
            ["Julie:Hooks:empty:Provider"] = "github",
            ["Julie:Hooks:filed:Provider"] = "github",
            ["Julie:Hooks:filed:SecretFile"] = SecretFile,
            ["Julie:Hooks:gone:Provider"] = "github",
            ["Julie:Hooks:gone:SecretFile"] = Path.Combine(_folder, "no-such-file"),
            ["Julie:Hooks:org:Provider"] = "github",
            ["Julie:Hooks:org:Secret"] = Sender.Secret,
            ["Julie:Hooks:org:Register:0"] = "local/*/julie-ingest-test-*",
            ["Julie:Hooks:slow:Provider"] = "github",
            ["Julie:Hooks:slow:Secret"] = Sender.Secret,
            ["Julie:Hooks:slow:DeliveriesPerSecond"] = "1",
        });
        builder.AddServiceDefaults();
        builder.AddIngest();
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapIngest();
        await _app.StartAsync(cancellationToken);
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends as GitHub does; the proof is right unless another secret is given, missing with null.</summary>
    public Task<HttpResponseMessage> SendAsync(string hook, string body, string id, string? secret = Sender.Secret, string eventName = "push")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/hooks/github{hook}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", eventName);
        request.Headers.Add("X-GitHub-Delivery", id);
        if (secret is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", "sha256=" + Sender.Hmac(body, secret));
        }

        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The newest delivery with this id, once it is as wanted.</summary>
    public async Task<DeliveryStatus> UntilAsync(string id, Func<DeliveryStatus, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var found = (await Get<DeliveryReader>().ListAsync(null, null, null, 500, ReadableRepositories.Everything, patience.Token)).FirstOrDefault(d => d.DeliveryId == id);
            if (found is not null && reached(found))
            {
                return found;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
