using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>Sends bytes as they are and reads the status of the answer. One request at a time.</summary>
internal sealed class RawConnection(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>The answer's status; 0 where the server ended the connection without one.</summary>
    public async Task<int> SendAsync(HookInput input, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        for (var attempt = 1; ; attempt++)
        {
            var fresh = _socket is null;
            try
            {
                await OpenAsync(patience.Token);
                await SendAllAsync(input, patience.Token);
                var (status, closes) = await ReadAnswerAsync(patience.Token);
                if (closes || !input.KeepsConnection)
                {
                    Close();
                }

                if (status != 0 || fresh)
                {
                    return status;
                }
            }
            catch (SocketException) when (attempt < 3)
            {
                // The server may end a connection that rests between two requests.
                Close();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Close();
                throw new TimeoutException($"No answer within {Patience} to {input}");
            }
        }
    }

    public void Dispose() => Close();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_socket is null)
        {
            (_start, _end) = (0, 0);
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        }
    }

    private async Task SendAllAsync(HookInput input, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = input.ToBytes().AsMemory();
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket!.SendAsync(bytes, cancellationToken)..];
            }

            if (input.Ends)
            {
                _socket!.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // It answered before it had read everything.
        }
    }

    private async Task<(int Status, bool Closes)> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadLineAsync(cancellationToken) is not { } first)
            {
                return (0, true);
            }

            var status = int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture);
            var (length, chunked, closes) = (0L, false, false);
            while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
            {
                var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant(), line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
                length = name == "content-length" ? long.Parse(value, CultureInfo.InvariantCulture) : length;
                chunked |= name == "transfer-encoding";
                closes |= name == "connection" && value == "close";
            }

            await SkipBodyAsync(length, chunked, cancellationToken);
            return (status, closes);
        }
        catch (SocketException)
        {
            return (0, true);
        }
    }

    private async Task SkipBodyAsync(long length, bool chunked, CancellationToken cancellationToken)
    {
        while (chunked && await ReadLineAsync(cancellationToken) is { } size)
        {
            length = long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            chunked = length > 0;
            await SkipAsync(length + 2, cancellationToken);
            length = 0;
        }

        await SkipAsync(length, cancellationToken);
    }

    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0 && (_start < _end || await FillAsync(cancellationToken)))
        {
            var taken = (int)Math.Min(count, _end - _start);
            _start += taken;
            count -= taken;
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (_start < _end || await FillAsync(cancellationToken))
        {
            var next = (char)_buffer[_start++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(next);
        }

        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _socket!.ReceiveAsync(_buffer, cancellationToken);
        return _end > 0;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
