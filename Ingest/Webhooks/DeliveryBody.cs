using System.Buffers;

using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>The raw bytes of a request, in memory that grows with what really came: a length that is only claimed takes nothing.</summary>
internal sealed class DeliveryBody(BodyBudget budget, IOptions<DeliveryOptions> options, TimeProvider time) : IDisposable
{
    private const int FirstBytes = 16 * 1024;
    private byte[] _buffer = [];
    private long _taken;
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public async Task<BodyResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxBytes;
        if (request.ContentLength > limit)
        {
            return BodyResult.TooLarge;
        }

        // Our own limit is the one that speaks; the server's would end the connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        using var timeout = new CancellationTokenSource(options.Value.ReadTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            while (true)
            {
                if (_length == _buffer.Length && !TryGrow(limit))
                {
                    return BodyResult.TooBusy;
                }

                var read = await request.Body.ReadAsync(_buffer.AsMemory(_length), stop.Token);
                if (read == 0)
                {
                    return BodyResult.Complete;
                }

                _length += read;
                if (_length > limit)
                {
                    return BodyResult.TooLarge;
                }
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return BodyResult.TooSlow;
        }
        catch (BadHttpRequestException)
        {
            // Kestrel finds it while the body is read: it is the sender's fault, not an error of this service.
            return BodyResult.Broken;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        budget.Return(_taken);
        _taken = 0;
    }

    private bool TryGrow(int limit)
    {
        var wanted = (int)Math.Min(Math.Max(FirstBytes, _buffer.Length * 2L), limit + 1L);
        if (!budget.TryTake(wanted - _taken))
        {
            return false;
        }

        _taken = wanted;
        var grown = ArrayPool<byte>.Shared.Rent(wanted);
        Bytes.CopyTo(grown);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = grown;
        return true;
    }
}
