using System.Net.Http.Json;

namespace Julie.Bench.Freshness;

internal static class HttpClientExtensions
{
    /// <summary>An answer that is never null.</summary>
    public static async Task<T> GetFromJsonAsyncOf<T>(this HttpClient client, string address) =>
        await client.GetFromJsonAsync<T>(address) ?? throw new BenchmarkException($"{address} answered with nothing");
}
