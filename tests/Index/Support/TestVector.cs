using System.Security.Cryptography;
using System.Text;

namespace Julie.Index.Tests.Support;

/// <summary>A vector that depends on the text only: a sum of one direction per word, so that texts with common words are near.</summary>
internal static class TestVector
{
    public static float[] Of(string text)
    {
        var vector = new float[TestIndex.Dimensions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '(', ')', ':', '.', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(word));
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] += (hash[i] - 127.5f) / 127.5f;
            }
        }

        var norm = MathF.Sqrt(vector.Sum(v => v * v));
        return Array.ConvertAll(vector, v => v / norm);
    }
}
