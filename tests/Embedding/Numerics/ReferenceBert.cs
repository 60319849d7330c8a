using Julie.Graphs;

namespace Julie.Embedding.Tests.Numerics;

/// <summary>
/// BERT as Devlin et al. (2018) and Vaswani et al. (2017) define it, in double precision and in loops that can be read beside the formulas. It knows nothing of
/// ONNX, of batches or of padding: one text at a time.
/// </summary>
internal sealed class ReferenceBert(BertConfig config, BertWeights weights)
{
    /// <summary>The last layer's vector of each token.</summary>
    public double[][] Run(int[] ids, int tokenType)
    {
        var words = Matrix("embeddings.word_embeddings.weight", config.Vocabulary, config.Hidden);
        var types = Matrix("embeddings.token_type_embeddings.weight", config.TokenTypes, config.Hidden);
        var positions = Matrix("embeddings.position_embeddings.weight", config.Positions, config.Hidden);
        var x = new double[ids.Length][];
        for (var t = 0; t < ids.Length; t++)
        {
            x[t] = Sum(Sum(words[ids[t]], types[tokenType]), positions[t]);
        }

        x = Each(x, token => Normalized("embeddings.LayerNorm", token));
        for (var layer = 0; layer < config.Layers; layer++)
        {
            x = Layer($"encoder.layer.{layer}", x);
        }

        return x;
    }

    private double[][] Layer(string name, double[][] x)
    {
        var mixed = Each(Attention($"{name}.attention.self", x), token => Linear($"{name}.attention.output.dense", token, config.Hidden));
        var attended = new double[x.Length][];
        for (var t = 0; t < x.Length; t++)
        {
            attended[t] = Normalized($"{name}.attention.output.LayerNorm", Sum(mixed[t], x[t]));
        }

        return Each(attended, token =>
        {
            var inner = Linear($"{name}.intermediate.dense", token, config.Intermediate);
            var outer = Linear($"{name}.output.dense", Array.ConvertAll(inner, Gelu), config.Hidden);
            return Normalized($"{name}.output.LayerNorm", Sum(outer, token));
        });
    }

    /// <summary>softmax(q k / root of d) v, in each head on its own part of the vectors.</summary>
    private double[][] Attention(string name, double[][] x)
    {
        var q = Each(x, token => Linear($"{name}.query", token, config.Hidden));
        var k = Each(x, token => Linear($"{name}.key", token, config.Hidden));
        var v = Each(x, token => Linear($"{name}.value", token, config.Hidden));
        var size = config.Hidden / config.Heads;
        var result = Each(x, _ => new double[config.Hidden]);
        for (var head = 0; head < config.Heads; head++)
        {
            var begin = head * size;
            for (var from = 0; from < x.Length; from++)
            {
                var scores = new double[x.Length];
                for (var to = 0; to < x.Length; to++)
                {
                    for (var i = begin; i < begin + size; i++)
                    {
                        scores[to] += q[from][i] * k[to][i] / Math.Sqrt(size);
                    }
                }

                var exponentials = Array.ConvertAll(scores, Math.Exp);
                for (var to = 0; to < x.Length; to++)
                {
                    for (var i = begin; i < begin + size; i++)
                    {
                        result[from][i] += exponentials[to] / exponentials.Sum() * v[to][i];
                    }
                }
            }
        }

        return result;
    }

    private double[] Linear(string name, double[] input, int outputs)
    {
        var weight = Matrix($"{name}.weight", outputs, input.Length);
        var result = Vector($"{name}.bias", outputs);
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < input.Length; i++)
            {
                result[o] += weight[o][i] * input[i];
            }
        }

        return result;
    }

    private double[] Normalized(string name, double[] input)
    {
        var mean = input.Average();
        var variance = input.Average(number => (number - mean) * (number - mean));
        var (scale, shift) = (Vector($"{name}.weight", input.Length), Vector($"{name}.bias", input.Length));
        var result = new double[input.Length];
        for (var i = 0; i < input.Length; i++)
        {
            result[i] = ((input[i] - mean) / Math.Sqrt(variance + config.Epsilon) * scale[i]) + shift[i];
        }

        return result;
    }

    private static double Gelu(double x) => x / 2 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>2 / root of pi * the sum of (-1)^n x^(2n+1) / (n! (2n+1)): the Maclaurin series, exact enough where |x| is under 4; beyond, it is 1.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 4)
        {
            return Math.Sign(x);
        }

        var (sum, power) = (0.0, x);
        for (var n = 0; n < 120; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left + right)];

    private static double[][] Each(double[][] tokens, Converter<double[], double[]> change) => Array.ConvertAll(tokens, change);

    private double[] Vector(string name, int length) => Array.ConvertAll(weights(name, [length]), number => (double)number);

    private double[][] Matrix(string name, int rows, int columns) =>
        [.. weights(name, [rows, columns]).Chunk(columns).Select(row => Array.ConvertAll(row, number => (double)number))];
}
