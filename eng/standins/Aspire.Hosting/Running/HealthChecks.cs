using System.Net.Sockets;
using Aspire.Hosting.Model;

namespace Aspire.Hosting.Running;

/// <summary>How instances are asked whether they are well. Each answer is null, or what is wrong.</summary>
internal static class HealthChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { Timeout = Patience };

    public static Func<CancellationToken, Task<string?>> Of(ResourceInstance instance)
    {
        var annotations = instance.Resource.Annotations;
        var checks = annotations.OfType<HttpHealthAnnotation>().Select(c => (Func<CancellationToken, Task<string?>>)(token => AskAsync(instance, c, token))).ToList();
        return async cancellationToken =>
        {
            foreach (var check in checks)
            {
                if (await check(cancellationToken) is { } fault)
                {
                    return fault;
                }
            }

            return null;
        };
    }

    public static Func<CancellationToken, Task<string?>> Connect(int port) => async cancellationToken =>
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(EndpointAnnotation.Host, port, cancellationToken);
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    };

    private static async Task<string?> AskAsync(ResourceInstance instance, HttpHealthAnnotation check, CancellationToken cancellationToken)
    {
        var address = instance.Urls().First(u => u.Name == check.EndpointName).Url + check.Path;
        try
        {
            using var response = await Http.GetAsync(new Uri(address), cancellationToken);
            return (int)response.StatusCode == check.StatusCode
                ? null
                : $"{check.Path} answered {(int)response.StatusCode}: {Shorten(await response.Content.ReadAsStringAsync(cancellationToken))}";
        }
        catch (HttpRequestException e)
        {
            return $"{check.Path}: {e.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{check.Path} did not answer within {Patience.TotalSeconds:0} s";
        }
    }

    private static string Shorten(string text) => text.Length <= 500 ? text : text[..500];
}
