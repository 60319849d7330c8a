using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Tests.Support;

/// <summary>
/// A hub on loopback: small files with their Git blob id as ETag, large ones by a redirect to a storage server at another address, ranges
/// with If-Range; and every way to go wrong, by choice of the test.
/// </summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public const string Repository = "example/tiny";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication hub;
    private readonly WebApplication storage;
    private readonly Lock gate = new();

    private FakeHub(WebApplication hub, WebApplication storage)
    {
        this.hub = hub;
        this.storage = storage;
    }

    public Dictionary<string, byte[]> Small { get; } = [];

    public Dictionary<string, byte[]> Large { get; } = [];

    /// <summary>Answers before any file is looked at; the first of them that answers wins. True: it has answered.</summary>
    public List<Func<HttpContext, Task<bool>>> Before { get; } = [];

    /// <summary>After so many bytes of a body the connection is cut, once an entry; from the front.</summary>
    public Queue<int> Cuts { get; } = new();

    public bool IgnoresRange { get; set; }

    public bool DeclaresNothing { get; set; }

    public string Revision { get; set; } = "main";

    /// <summary>Added to what is declared of sizes.</summary>
    public int SizeLie { get; set; }

    /// <summary>What the storage server really sends.</summary>
    public Func<byte[], byte[]> Sent { get; set; } = bytes => bytes;

    public string StorageTag { get; set; } = "\"storage-1\"";

    public List<HubRequest> Requests { get; } = [];

    public Uri Address => new(hub.Urls.First());

    public static async Task<FakeHub> StartAsync()
    {
        var made = new FakeHub(Build(), Build());
        made.hub.Run(context => made.AnswerAsync(context, "hub"));
        made.storage.Run(context => made.AnswerAsync(context, "storage"));
        await made.hub.StartAsync(TestContext.Current.CancellationToken);
        await made.storage.StartAsync(TestContext.Current.CancellationToken);
        return made;
    }

    public static string GitBlob(byte[] content)
#pragma warning disable CA5350
        => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private async Task AnswerAsync(HttpContext context, string server)
    {
        var request = context.Request;
        lock (gate)
        {
            Requests.Add(new HubRequest(
                server, request.Method, request.Path, request.Headers.Range.ToString(), request.Headers.IfRange.ToString(), request.Headers.Authorization.ToString()));
        }

        foreach (var answer in Before.ToList())
        {
            if (await answer(context))
            {
                return;
            }
        }

        if (server == "storage")
        {
            if (request.Method == "HEAD")
            {
                context.Response.StatusCode = 403; // the address is signed for GET
                return;
            }

            await SendAsync(context, Sent(Large[request.Path.Value!.TrimStart('/')]), StorageTag);
            return;
        }

        var mark = request.Path.Value!.IndexOf($"/{Repository}/resolve/", StringComparison.Ordinal);
        var rest = mark < 0 ? "" : request.Path.Value[(mark + Repository.Length + 10)..];
        var revision = rest.StartsWith(Commit, StringComparison.Ordinal) ? Commit : Revision;
        var file = rest.StartsWith(revision + "/", StringComparison.Ordinal) ? rest[(revision.Length + 1)..] : "";
        if (!DeclaresNothing)
        {
            context.Response.Headers["X-Repo-Commit"] = Commit;
        }

        if (Small.TryGetValue(file, out var small))
        {
            await SendAsync(context, small, DeclaresNothing ? "" : $"\"{GitBlob(small)}\"");
        }
        else if (Large.TryGetValue(file, out var large))
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{storage.Urls.First()}/{file}";
            if (!DeclaresNothing)
            {
                context.Response.Headers["X-Linked-ETag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(large))}\"";
                context.Response.Headers["X-Linked-Size"] = $"{large.Length + SizeLie}";
            }
        }
        else
        {
            context.Response.StatusCode = 404;
            context.Response.Headers["X-Error-Code"] = "EntryNotFound";
        }
    }

    private async Task SendAsync(HttpContext context, byte[] content, string tag)
    {
        var start = 0;
        if (!IgnoresRange && context.Request.Headers.Range.ToString() is ['b', 'y', 't', 'e', 's', '=', .. var text] && context.Request.Headers.IfRange == tag)
        {
            start = int.Parse(text.TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        if (tag.Length > 0)
        {
            context.Response.Headers.ETag = tag;
        }

        context.Response.ContentLength = content.Length - start;
        if (context.Request.Method == "HEAD")
        {
            return;
        }

        var cut = Cuts.TryDequeue(out var bytes) ? bytes : int.MaxValue;
        await context.Response.Body.WriteAsync(content.AsMemory(start, Math.Min(cut, content.Length - start)), context.RequestAborted);
        if (cut < content.Length - start)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);

            // Time for the client to have the bytes: an abort discards what the kernel has not sent.
            await Task.Delay(50, context.RequestAborted);
            context.Abort();
        }
    }
}
