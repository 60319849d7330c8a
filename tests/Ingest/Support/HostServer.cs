using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Julie.Ingest.Tests.Support;

/// <summary>A server in a code host's place, with answers in the shapes that the hosts publish; lists in pages, with Link headers as they give them.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, string> _objects = [];
    private readonly Dictionary<string, string[]> _lists = [];

    private HostServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/api/");

    /// <summary>Paths with their queries, in the order in which they were asked for.</summary>
    public List<string> Asked { get; } = [];

    public string Token { get; set; } = "s3cr3t-t0ken";

    /// <summary>Answers instead of everything else.</summary>
    public Func<HttpContext, bool>? Instead { get; set; }

    public static async Task<HostServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HostServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public void Object(string path, string json) => _objects[path] = json;

    /// <summary>A list in these pages.</summary>
    public void List(string path, params string[] pages) => _lists[path] = pages;

    public void Remove(string path) => _ = _objects.Remove(path) | _lists.Remove(path);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        // as it was sent: GitLab's ids of projects hold %2F
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        lock (Asked)
        {
            Asked.Add(target);
        }

        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        if (Instead?.Invoke(context) == true)
        {
            return;
        }

        var path = target.Split('?')[0].Replace("/api/", "", StringComparison.Ordinal);
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await RefuseAsync(context, 401);
        }
        else if (_objects.TryGetValue(path, out var json))
        {
            await JsonAsync(context, json);
        }
        else if (_lists.TryGetValue(path, out var pages))
        {
            var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
            if (page < pages.Length)
            {
                var here = $"{context.Request.Scheme}://{context.Request.Host}{target.Split('?')[0]}";
                context.Response.Headers.Link = $"<{here}?page={page + 1}>; rel=\"next\", <{here}?page={pages.Length}>; rel=\"last\"";
            }

            await JsonAsync(context, pages[page - 1]);
        }
        else
        {
            await RefuseAsync(context, 404);
        }
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, """{"message":"no"}""");
    }
}
