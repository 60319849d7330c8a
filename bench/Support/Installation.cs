using System.Net.Http.Headers;
using System.Text.Json;

namespace Julie.Bench.Support;

/// <summary>What <c>./julie up --detach</c> started, by the files that it left in its folder (JULIE_HOME, by default .julie).</summary>
/// <param name="Home">The folder.</param>
/// <param name="AdminKey">The local admin key.</param>
/// <param name="QueryApi">Address of QueryApi.</param>
/// <param name="Ingest">Address of Ingest.</param>
/// <param name="Postgres">Connection string of the index.</param>
/// <param name="AppHostId">AppHost's process.</param>
public sealed record Installation(string Home, string AdminKey, Uri QueryApi, Uri Ingest, string Postgres, int AppHostId)
{
    public static async Task<Installation> ReadAsync()
    {
        var home = Path.GetFullPath(Environment.GetEnvironmentVariable("JULIE_HOME") ?? ".julie");
        var file = Path.Combine(home, "endpoints.json");
        if (!File.Exists(file))
        {
            throw new InvalidOperationException($"{file} is not there: start the system with ./julie up --detach, or set JULIE_HOME to the folder of one that runs.");
        }

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var endpoints = document.RootElement;
        return new(
            home,
            (await File.ReadAllTextAsync(Path.Combine(home, "admin.key"))).Trim(),
            new Uri(endpoints.GetProperty("queryApi").GetString()!),
            new Uri(endpoints.GetProperty("ingest").GetString()!),
            endpoints.GetProperty("postgres").GetString()!,
            endpoints.GetProperty("pid").GetInt32());
    }

    /// <summary>A client of QueryApi that may do everything.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = QueryApi,
        Timeout = TimeSpan.FromMinutes(2),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AdminKey) },
    };
}
