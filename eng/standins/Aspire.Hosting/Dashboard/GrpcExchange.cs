using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// One gRPC call over HTTP/2: every message is preceded by a byte (compressed or not; never, here) and its length in four bytes,
/// big-endian; the status comes in trailers.
/// </summary>
internal sealed class GrpcExchange(HttpContext context)
{
    private const int MaximumRequest = 64 * 1024;
    private const int Prefix = 5;

    public async Task<T> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        var prefix = new byte[Prefix];
        await context.Request.Body.ReadExactlyAsync(prefix, cancellationToken);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (prefix[0] != 0 || length > MaximumRequest)
        {
            throw new InvalidDataException($"A request that is compressed or longer than {MaximumRequest} bytes.");
        }

        var body = new byte[length];
        await context.Request.Body.ReadExactlyAsync(body, cancellationToken);
        return parser.ParseFrom(body);
    }

    public async Task WriteAsync(IMessage message, CancellationToken cancellationToken)
    {
        Begin();
        var frame = new byte[Prefix + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - Prefix));
        message.WriteTo(frame.AsSpan(Prefix));
        await context.Response.Body.WriteAsync(frame, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    public void Succeed()
    {
        Begin();
        End(GrpcStatus.Ok, "");
    }

    public async Task FailAsync(GrpcStatus status, string message)
    {
        Begin();
        await context.Response.StartAsync(CancellationToken.None);
        End(status, message);
    }

    private void Begin()
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/grpc";
        }
    }

    private void End(GrpcStatus status, string message)
    {
        var trailers = context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        trailers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (message.Length > 0)
        {
            trailers["grpc-message"] = Uri.EscapeDataString(message);
        }
    }
}
