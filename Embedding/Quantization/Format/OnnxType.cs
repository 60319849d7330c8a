namespace Julie.Embedding.Quantization.Format;

/// <summary>Numbers of the element types in the format.</summary>
internal static class OnnxType
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Float16 = 10;
}
