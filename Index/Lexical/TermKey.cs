using System.Numerics;
using System.Text;

namespace Julie.Index.Lexical;

/// <summary>
/// A term as a number: CRC-32C of its UTF-8 form. Of a million terms one in four thousand shares its number with another; that only adds candidates, whose score
/// comes from their real terms.
/// </summary>
internal static class TermKey
{
    /// <summary>Buckets of a segment.</summary>
    public const int Buckets = 8192;

    public static uint Of(string term)
    {
        var key = uint.MaxValue;
        foreach (var value in Encoding.UTF8.GetBytes(term))
        {
            key = BitOperations.Crc32C(key, value);
        }

        return ~key;
    }

    public static int BucketOf(uint key) => (int)(key >> 19);
}
