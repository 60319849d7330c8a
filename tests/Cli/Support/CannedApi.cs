using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.Cli.Tests.Support;

/// <summary>A real server on loopback with answers that a test chose; the real API is driven by tests/Pipeline.</summary>
internal sealed class CannedApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Queue<(int Status, string Body)> answers = new();

    private CannedApi(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>What came: method, path with query, the key, the body.</summary>
    public List<(string Method, string Target, string Key, string Body)> Requests { get; } = [];

    public static async Task<CannedApi> StartAsync(params (int Status, string Body)[] answers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        CannedApi api = new(builder.Build());
        foreach ((int, string) answer in answers)
        {
            api.answers.Enqueue(answer);
        }

        api.app.Run(api.AnswerAsync);
        await api.app.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // The last answer repeats, so that a poll finds one.
    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        Requests.Add((
            context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted)));
        (int status, string body) = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
