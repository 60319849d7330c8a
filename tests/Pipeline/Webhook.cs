using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>A push as GitHub tells of it.</summary>
internal static class Webhook
{
    public static async Task<HttpResponseMessage> SendAsync(RunningSystem system, string folder, string commit, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"ref":"refs/heads/main","after":"{{{commit}}}","repository":{"full_name":"acme/birds","clone_url":"file://{{{folder}}}","default_branch":"main"}}
            """);
        using var ingest = new HttpClient { BaseAddress = new Uri(system.Endpoints.Ingest) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningSystem.HookSecret), body)));
        return await ingest.SendAsync(request, cancellationToken);
    }
}
