using Npgsql.Internal;

namespace Pgvector.Npgsql;

public class HalfvecConverter : PgStreamingConverter<HalfVector>
{
    private const int HalfBytes = sizeof(ushort);

    public override HalfVector Read(PgReader reader)
    {
        if (reader.ShouldBuffer(VectorWire.HeaderBytes))
        {
            reader.Buffer(VectorWire.HeaderBytes);
        }

        var dimensions = VectorWire.ReadHeader(reader);
        return new HalfVector(VectorWire.Decode<Half>(reader.ReadBytes(dimensions * HalfBytes), dimensions));
    }

    public override async ValueTask<HalfVector> ReadAsync(PgReader reader, CancellationToken cancellationToken = default)
    {
        if (reader.ShouldBuffer(VectorWire.HeaderBytes))
        {
            await reader.BufferAsync(VectorWire.HeaderBytes, cancellationToken).ConfigureAwait(false);
        }

        var dimensions = VectorWire.ReadHeader(reader);
        var bytes = await reader.ReadBytesAsync(dimensions * HalfBytes, cancellationToken).ConfigureAwait(false);
        return new HalfVector(VectorWire.Decode<Half>(bytes, dimensions));
    }

    public override Size GetSize(SizeContext context, HalfVector value, ref object? writeState) =>
        VectorWire.Length(value.Memory.Length, HalfBytes);

    public override void Write(PgWriter writer, HalfVector value) => writer.WriteBytes(VectorWire.Encode(value.Memory.Span));

    public override ValueTask WriteAsync(PgWriter writer, HalfVector value, CancellationToken cancellationToken = default) =>
        writer.WriteBytesAsync(VectorWire.Encode(value.Memory.Span), cancellationToken);
}
