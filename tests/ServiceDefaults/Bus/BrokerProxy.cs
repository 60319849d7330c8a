using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Julie.ServiceDefaults.Tests.Bus;

/// <summary>Between a service and its broker: the broker fails at the very moment at which the service asks for a chosen thing.</summary>
internal sealed class BrokerProxy : IAsyncDisposable
{
    private const int ProtocolHeader = 8;
    private const int FrameHeader = 7;
    private const byte MethodFrame = 1;

    /// <summary>connection.close with 320 CONNECTION_FORCED, as RabbitMQ sends it to everybody when it stops.</summary>
    private static readonly byte[] Closing = [MethodFrame, 0, 0, 0, 0, 0, 12, 0, 10, 0, 50, 1, 64, 1, (byte)'x', 0, 0, 0, 0, 0xCE];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _broker;
    private readonly AmqpMethod _method;
    private readonly BrokerFailure _failure;
    private readonly Task _run;
    private int _failures = 1;

    public BrokerProxy(Uri broker, AmqpMethod method, BrokerFailure failure)
    {
        (_broker, _method, _failure) = (broker, method, failure);
        _listener.Start();
        Uri = new UriBuilder(broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _run = AcceptAsync();
    }

    public Uri Uri { get; }

    public bool Failed => Volatile.Read(ref _failures) <= 0;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _run;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Disposed.
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var service = client;
        using var broker = new TcpClient();
        try
        {
            await broker.ConnectAsync(_broker.Host, _broker.Port, _stopping.Token);
            await await Task.WhenAny(
                WatchAsync(service.GetStream(), broker.GetStream()),
                broker.GetStream().CopyToAsync(service.GetStream(), _stopping.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Either side went away.
        }
    }

    /// <summary>Passes frames on until the method comes.</summary>
    private async Task WatchAsync(NetworkStream service, NetworkStream broker)
    {
        var buffer = new byte[1 << 18];
        await service.ReadExactlyAsync(buffer.AsMemory(0, ProtocolHeader), _stopping.Token);
        await broker.WriteAsync(buffer.AsMemory(0, ProtocolHeader), _stopping.Token);
        while (true)
        {
            await service.ReadExactlyAsync(buffer.AsMemory(0, FrameHeader), _stopping.Token);
            var length = FrameHeader + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(3)) + 1;
            await service.ReadExactlyAsync(buffer.AsMemory(FrameHeader..length), _stopping.Token);
            if (buffer[0] != MethodFrame || MethodOf(buffer) != _method || Interlocked.Decrement(ref _failures) < 0)
            {
                await broker.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
                continue;
            }

            if (_failure == BrokerFailure.Silent)
            {
                // This one request gets no answer.
                continue;
            }

            if (_failure == BrokerFailure.Stops)
            {
                await service.WriteAsync(Closing, _stopping.Token);
            }

            return;
        }
    }

    private static AmqpMethod MethodOf(byte[] frame) =>
        (AmqpMethod)BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(FrameHeader));
}
