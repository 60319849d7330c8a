using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.Ingest.Tests.Support;

/// <summary>Git's own smart-HTTP server behind TLS on loopback, for what only a real remote shows.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder = new();

    private GitHttpServer(string root)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Authority = _folder.Write("ca.pem", certificate.ExportCertificatePem());

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _app = builder.Build();
        _app.Run(context =>
        {
            if (context.Request.Headers.Authorization is [{ } sent])
            {
                Authorizations.Add(sent);
            }

            return context.Request.Path.StartsWithSegments("/moved", StringComparison.Ordinal, out var rest) ? Redirect(context, $"{RedirectTo}{rest}")
                : Authorization is null || context.Request.Headers.Authorization == Authorization ? ServeAsync(context, root)
                : Refuse(context);
        });
    }

    /// <summary>PEM file for <c>GIT_SSL_CAINFO</c>.</summary>
    public string Authority { get; }

    public string Address => _app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public List<string> Requests { get; } = [];

    /// <summary>What every request must carry; null: nothing.</summary>
    public string? Authorization { get; set; }

    /// <summary>Where /moved points; empty: to this server.</summary>
    public string RedirectTo { get; set; } = "";

    /// <summary>What requests carried.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Authorizations { get; } = [];

    public static async Task<GitHttpServer> StartAsync(string root)
    {
        var server = new GitHttpServer(root);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string rest)
    {
        context.Response.Redirect($"{rest}{context.Request.QueryString}");
        return Task.CompletedTask;
    }

    private async Task ServeAsync(HttpContext context, string root)
    {
        lock (Requests)
        {
            Requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        }

        var info = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.Environment["GIT_PROJECT_ROOT"] = root;
        info.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        info.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        info.Environment["PATH_INFO"] = context.Request.Path;
        info.Environment["QUERY_STRING"] = context.Request.QueryString.ToString().TrimStart('?');
        info.Environment["REQUEST_METHOD"] = context.Request.Method;
        info.Environment["CONTENT_TYPE"] = context.Request.ContentType;
        info.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers.ContentEncoding;
        info.Environment["HTTP_GIT_PROTOCOL"] = context.Request.Headers["Git-Protocol"];
        using var process = Process.Start(info)!;
        await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream, context.RequestAborted);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output, context.RequestAborted);
        await AnswerAsync(context, output.ToArray());
    }

    private static async Task AnswerAsync(HttpContext context, byte[] output)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(output, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status")
            {
                context.Response.StatusCode = int.Parse(value.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            }
            else
            {
                context.Response.Headers[name] = value;
            }
        }

        await context.Response.Body.WriteAsync(output.AsMemory(end + 4), context.RequestAborted);
    }
}
