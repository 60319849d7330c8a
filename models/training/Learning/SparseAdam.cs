using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>
/// Adam on the tokens that a batch contains; the others' moments rest. Occurrences are gathered by token first, so that threads own
/// tokens and sums have one order whatever the number of threads.
/// </summary>
internal sealed class SparseAdam(StaticModel model)
{
    private const float Decay1 = 0.9f;
    private const float Decay2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly int dimensions = model.Dimensions;
    private readonly float[] first = new float[model.Vectors.Length];
    private readonly float[] second = new float[model.Vectors.Length];
    private readonly float[][] firstWeights = [new float[model.Tokens], new float[model.Tokens]];
    private readonly float[][] secondWeights = [new float[model.Tokens], new float[model.Tokens]];
    private readonly int[] begins = new int[model.Tokens + 1];
    private readonly float[][] firstPlaces = [new float[Bag.MostPlaces], new float[Bag.MostPlaces]];
    private readonly float[][] secondPlaces = [new float[Bag.MostPlaces], new float[Bag.MostPlaces]];
    private (int Side, int Row, float Factor, byte Place)[] occurrences = [];
    private float[] slopes = [];
    private int step;

    public void Step(Side[] sides, float rate, float weightRate, float placeRate, ParallelOptions parallel)
    {
        Gather(sides);
        step++;
        var (correct1, correct2) = (1 - MathF.Pow(Decay1, step), 1 - MathF.Pow(Decay2, step));
        var placeWeights = model.LogPlaces.Select(place => place.Select(MathF.Exp).ToArray()).ToArray();
        Parallel.For(0, model.Tokens, parallel, token =>
        {
            if (begins[token] < begins[token + 1])
            {
                Update(token, sides, placeWeights, rate * MathF.Sqrt(correct2) / correct1, weightRate * MathF.Sqrt(correct2) / correct1);
            }
        });
        UpdatePlaces(sides, placeRate * MathF.Sqrt(correct2) / correct1);
    }

    private void Gather(Side[] sides)
    {
        Array.Clear(begins);
        foreach (var token in sides.SelectMany(side => side.Texts).SelectMany(text => text.Tokens))
        {
            begins[token + 1]++;
        }

        for (var i = 0; i < model.Tokens; i++)
        {
            begins[i + 1] += begins[i];
        }

        if (occurrences.Length < begins[^1])
        {
            occurrences = new (int, int, float, byte)[begins[^1] * 2];
            slopes = new float[occurrences.Length];
        }

        var next = begins.AsSpan(0, model.Tokens).ToArray();
        for (var s = 0; s < sides.Length; s++)
        {
            for (var row = 0; row < sides[s].Texts.Length; row++)
            {
                var text = sides[s].Texts[row];
                for (var i = 0; i < text.Tokens.Length; i++)
                {
                    occurrences[next[text.Tokens[i]]++] = (s, row, text.Factors[i], text.Places[i]);
                }
            }
        }
    }

    private void Update(int token, Side[] sides, float[][] placeWeights, float rate, float weightRate)
    {
        Span<float> slope = stackalloc float[dimensions];
        slope.Clear();
        Span<float> weightSlopes = [0, 0];
        Span<float> weights = [MathF.Exp(model.LogWeights[0][token]), MathF.Exp(model.LogWeights[1][token])];
        Span<bool> seen = [false, false];
        var vector = model.Vectors.AsSpan(token * dimensions, dimensions);
        for (var i = begins[token]; i < begins[token + 1]; i++)
        {
            var (s, row, factor, place) = occurrences[i];
            var side = sides[s];
            var at = side.Row(side.Slopes, row);
            var weight = weights[side.Index] * placeWeights[side.Index][place] * factor;
            TensorPrimitives.MultiplyAdd(at, weight, slope, slope);
            slopes[i] = TensorPrimitives.Dot<float>(at, vector) * weight;
            weightSlopes[side.Index] += slopes[i];
            seen[side.Index] = true;
        }

        var m = first.AsSpan(token * dimensions, dimensions);
        var v = second.AsSpan(token * dimensions, dimensions);
        for (var i = 0; i < dimensions; i++)
        {
            m[i] = (Decay1 * m[i]) + ((1 - Decay1) * slope[i]);
            v[i] = (Decay2 * v[i]) + ((1 - Decay2) * slope[i] * slope[i]);
            vector[i] -= rate * m[i] / (MathF.Sqrt(v[i]) + Epsilon);
        }

        for (var side = 0; side < 2; side++)
        {
            if (seen[side])
            {
                model.LogWeights[side][token] -= weightRate * Direction(weightSlopes[side], ref firstWeights[side][token], ref secondWeights[side][token]);
            }
        }
    }

    /// <summary>Places are few and every text has them: they are summed by one thread.</summary>
    private void UpdatePlaces(Side[] sides, float rate)
    {
        float[][] sums = [new float[Bag.MostPlaces], new float[Bag.MostPlaces]];
        for (var i = 0; i < begins[^1]; i++)
        {
            sums[sides[occurrences[i].Side].Index][occurrences[i].Place] += slopes[i];
        }

        for (var side = 0; side < 2; side++)
        {
            for (var place = 0; place < Bag.MostPlaces; place++)
            {
                model.LogPlaces[side][place] -= rate * Direction(sums[side][place], ref firstPlaces[side][place], ref secondPlaces[side][place]);
            }
        }
    }

    private static float Direction(float slope, ref float moment, ref float square)
    {
        moment = (Decay1 * moment) + ((1 - Decay1) * slope);
        square = (Decay2 * square) + ((1 - Decay2) * slope * slope);
        return moment / (MathF.Sqrt(square) + Epsilon);
    }
}
