using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.QueryApi.Tests.Http;

/// <summary>A server in ingest's place: what query-api passes on to it, and what it makes of its answers.</summary>
internal sealed class CannedIngest : IAsyncDisposable
{
    private WebApplication? app;

    public string Address => app!.Urls.First();

    public (int Status, string Type, string Body) Answer { get; set; } = (500, "text/plain", "");

    public string? Key { get; private set; }

    public string? Body { get; private set; }

    public async Task StartAsync(CancellationToken ct)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(async context =>
        {
            using StreamReader reader = new(context.Request.Body);
            (Key, Body) = (context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync(context.RequestAborted));
            if (Answer.Status == 0)
            {
                context.Abort();
                return;
            }

            (context.Response.StatusCode, context.Response.ContentType) = (Answer.Status, Answer.Type);
            await context.Response.WriteAsync(Answer.Body, context.RequestAborted);
        });
        await app.StartAsync(ct);
    }

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
