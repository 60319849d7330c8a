using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard;
using Google.Protobuf;

namespace Julie.AppHost.Tests.StandInRun;

/// <summary>Asks the resource service as the dashboard does: gRPC over plain HTTP/2.</summary>
internal sealed class ResourceClient(DashboardSettings settings, string? key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(settings.ResourceService), Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    /// <summary>The messages, then the status from the trailers as <see cref="Status"/>.</summary>
    public async IAsyncEnumerable<T> CallAsync<T>(
        string method, IMessage? request, MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/aspire.v1.DashboardService/" + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(request?.ToByteArray() ?? [])),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (key is not null)
        {
            message.Headers.Add("x-resource-service-api-key", key);
        }

        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var prefix = new byte[5];
        while (await body.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken) == prefix.Length)
        {
            var payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1))];
            await body.ReadExactlyAsync(payload, cancellationToken);
            yield return parser.ParseFrom(payload);
        }

        Status = response.TrailingHeaders.GetValues("grpc-status").Single();
    }

    public string? Status { get; private set; }

    public async Task<T> AskAsync<T>(string method, IMessage? request, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        await foreach (var answer in CallAsync(method, request, parser, cancellationToken))
        {
            return answer;
        }

        throw new InvalidOperationException($"{method} ended with status {Status}");
    }

    private static byte[] Frame(byte[] payload)
    {
        var frame = new byte[5 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }
}
