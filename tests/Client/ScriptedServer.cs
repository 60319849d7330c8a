using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.Client.Tests;

/// <summary>A real server on loopback that answers what a test wrote, one after the other; the last one repeats.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Queue<Func<HttpContext, Task>> answers;

    private ScriptedServer(WebApplication app, IEnumerable<Func<HttpContext, Task>> answers)
    {
        this.app = app;
        this.answers = new(answers);
    }

    public Uri Address => new(app.Urls.First());

    /// <summary>Method, path and query as they came on the wire, and the key.</summary>
    public List<(string Method, string Target, string Key)> Requests { get; } = [];

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        ScriptedServer server = new(builder.Build(), answers);
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Func<HttpContext, Task> Json(string body, int status = 200, string? retryAfter = null, string type = "application/json") => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? type : "application/problem+json";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        string target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        Requests.Add((context.Request.Method, target, context.Request.Headers.Authorization.ToString()));
        return (answers.Count > 1 ? answers.Dequeue() : answers.Peek())(context);
    }
}
