using Npgsql.Internal;

namespace Pgvector.Npgsql;

public class VectorConverter : PgStreamingConverter<Vector>
{
    public override Vector Read(PgReader reader)
    {
        if (reader.ShouldBuffer(VectorWire.HeaderBytes))
        {
            reader.Buffer(VectorWire.HeaderBytes);
        }

        var dimensions = VectorWire.ReadHeader(reader);
        return new Vector(VectorWire.Decode<float>(reader.ReadBytes(dimensions * sizeof(float)), dimensions));
    }

    public override async ValueTask<Vector> ReadAsync(PgReader reader, CancellationToken cancellationToken = default)
    {
        if (reader.ShouldBuffer(VectorWire.HeaderBytes))
        {
            await reader.BufferAsync(VectorWire.HeaderBytes, cancellationToken).ConfigureAwait(false);
        }

        var dimensions = VectorWire.ReadHeader(reader);
        var bytes = await reader.ReadBytesAsync(dimensions * sizeof(float), cancellationToken).ConfigureAwait(false);
        return new Vector(VectorWire.Decode<float>(bytes, dimensions));
    }

    public override Size GetSize(SizeContext context, Vector value, ref object? writeState) =>
        VectorWire.Length(value.Memory.Length, sizeof(float));

    public override void Write(PgWriter writer, Vector value) => writer.WriteBytes(VectorWire.Encode(value.Memory.Span));

    public override ValueTask WriteAsync(PgWriter writer, Vector value, CancellationToken cancellationToken = default) =>
        writer.WriteBytesAsync(VectorWire.Encode(value.Memory.Span), cancellationToken);
}
