using System.Runtime.Intrinsics.X86;

namespace Julie.Embedding.Quantization;

/// <summary>
/// Before VNNI, x86 multiplies unsigned by signed bytes (vpmaddubsw) into pairs that saturate at 16 bits: 2 * 255 * 127 does not fit. ONNX Runtime uses it
/// on such processors, so weights there must stay within 7 bits.
/// </summary>
internal static class Int8Hardware
{
    public static bool Saturates => Avx2.IsSupported && !HasVnni;

    private static bool HasVnni
    {
        get
        {
            const int Avx512Vnni = 1 << 11;
            const int AvxVnni = 1 << 4;
            return (X86Base.CpuId(7, 0).Ecx & Avx512Vnni) != 0 || (X86Base.CpuId(7, 1).Eax & AvxVnni) != 0;
        }
    }
}
