using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Npgsql.Internal;

namespace Pgvector.Npgsql;

/// <summary>
/// The wire format of both types: dimensions (uint16), a reserved zero (uint16), then the elements, everything big-endian.
/// Elements travel as one block of bytes and are swapped in bulk: a batch of thousands of vectors is the common case.
/// </summary>
internal static class VectorWire
{
    public const int HeaderBytes = 2 * sizeof(ushort);

    public static int Length(int dimensions, int elementBytes) => HeaderBytes + (dimensions * elementBytes);

    public static int ReadHeader(PgReader reader)
    {
        var dimensions = reader.ReadUInt16();
        var reserved = reader.ReadUInt16();
        return reserved == 0
            ? dimensions
            : throw new InvalidCastException($"A vector's header has {reserved} where pgvector writes zero.");
    }

    public static T[] Decode<T>(in ReadOnlySequence<byte> bytes, int dimensions)
        where T : unmanaged
    {
        var elements = new T[dimensions];
        bytes.CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        Swap<T>(elements);
        return elements;
    }

    public static byte[] Encode<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        if (elements.Length > ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(elements), elements.Length, "A vector has at most 65,535 dimensions on the wire.");
        }

        var bytes = new byte[HeaderBytes + MemoryMarshal.AsBytes(elements).Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)elements.Length);
        var body = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(HeaderBytes));
        elements.CopyTo(body);
        Swap(body);
        return bytes;
    }

    private static void Swap<T>(Span<T> elements)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
        {
            return;
        }

        if (typeof(T) == typeof(Half))
        {
            var bits = MemoryMarshal.Cast<T, ushort>(elements);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
        else
        {
            var bits = MemoryMarshal.Cast<T, uint>(elements);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
