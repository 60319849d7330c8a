using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>What is learnt: a vector a token, shared by both sides, and the logarithms of its weight and of its place's on each side.</summary>
internal sealed class StaticModel(int tokens, int dimensions)
{
    public const int Document = 0;
    public const int Query = 1;

    public int Tokens => tokens;

    public int Dimensions => dimensions;

    /// <summary>[tokens, dimensions].</summary>
    public float[] Vectors { get; } = new float[tokens * dimensions];

    /// <summary>[side, token].</summary>
    public float[][] LogWeights { get; } = [new float[tokens], new float[tokens]];

    /// <summary>[side, place]: what a place of a text adds to the logarithm of its token's weight.</summary>
    public float[][] LogPlaces { get; } = [new float[Bag.MostPlaces], new float[Bag.MostPlaces]];

    /// <summary>All that is learnt.</summary>
    public float[][] Parts => [Vectors, .. LogWeights, .. LogPlaces];

    public ReadOnlySpan<float> VectorOf(int token) => Vectors.AsSpan(token * dimensions, dimensions);

    /// <summary>The weighted sum of a text's token vectors, divided by its length; a text without tokens stays 0.</summary>
    /// <returns>The length before the division.</returns>
    public float Embed(Bag text, int side, Span<float> vector)
    {
        vector.Clear();
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            var token = text.Tokens[i];
            var weight = MathF.Exp(LogWeights[side][token] + LogPlaces[side][text.Places[i]]) * text.Factors[i];
            TensorPrimitives.MultiplyAdd(VectorOf(token), weight, vector, vector);
        }

        var length = TensorPrimitives.Norm(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return length;
    }

    public float[] Embed(ReadOnlySpan<int> text, int side)
    {
        var vector = new float[dimensions];
        Embed(Bag.Of(text), side, vector);
        return vector;
    }

    public void Save(string file)
    {
        using var writer = new BinaryWriter(File.Create(file));
        writer.Write(tokens);
        writer.Write(dimensions);
        foreach (var part in Parts)
        {
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(part.AsSpan()));
        }
    }

    public static StaticModel Load(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        var model = new StaticModel(reader.ReadInt32(), reader.ReadInt32());
        foreach (var part in model.Parts)
        {
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return model;
    }
}
