using Julie.Graphs;

using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Julie.Training.Encoder;

/// <summary>A BERT encoder that learns; its parameters have the names of a Hugging Face checkpoint.</summary>
internal sealed class BertModel(BertConfig config, int seed)
{
    private readonly SortedDictionary<string, Parameter> parameters = new(StringComparer.Ordinal);

    public BertConfig Config => config;

    public IEnumerable<Parameter> Parameters => parameters.Values;

    /// <summary>The embeddings' parameters: they begin with what a static model has learnt.</summary>
    public IEnumerable<Parameter> Tables => parameters.Where(pair => IsTable(pair.Key)).Select(pair => pair.Value);

    public IEnumerable<Parameter> Layers => parameters.Where(pair => !IsTable(pair.Key)).Select(pair => pair.Value);

    /// <summary>The numbers now, for <see cref="BertGraph"/>.</summary>
    public float[] Weights(string name, long[] shape) => Get(name, shape).data<float>().ToArray();

    /// <summary>Sets a parameter before training.</summary>
    public void Set(string name, long[] shape, float[] values)
    {
        using var guard = no_grad();
        Get(name, shape).copy_(tensor(values, shape));
    }

    /// <summary>Mean of the last layer's token vectors, divided by its length.</summary>
    /// <param name="ids">[texts, tokens].</param>
    /// <param name="mask">[texts, tokens], 1 where a token is.</param>
    /// <param name="side">The token type of all of them.</param>
    public Tensor Embed(Tensor ids, Tensor mask, int side)
    {
        using var scope = NewDisposeScope();
        var (texts, length) = (ids.shape[0], ids.shape[1]);
        var x = Get("embeddings.word_embeddings.weight", [config.Vocabulary, config.Hidden]).index_select(0, ids.view(-1)).view(texts, length, config.Hidden)
            + Get("embeddings.token_type_embeddings.weight", [config.TokenTypes, config.Hidden])[side]
            + Get("embeddings.position_embeddings.weight", [config.Positions, config.Hidden])[TensorIndex.Slice(0, length)];
        x = Normalized("embeddings.LayerNorm", x);
        var padding = (1 - mask).unsqueeze(1).unsqueeze(2) * -1e9f;
        for (var i = 0; i < config.Layers; i++)
        {
            var layer = $"encoder.layer.{i}";
            var self = $"{layer}.attention.self";
            var size = config.Hidden / config.Heads;
            Tensor Heads(string name) => Linear($"{self}.{name}", x, config.Hidden, config.Hidden).view(texts, length, config.Heads, size).transpose(1, 2);

            var scores = Heads("query").matmul(Heads("key").transpose(2, 3)) / Math.Sqrt(size);
            var context = functional.softmax(scores + padding, -1).matmul(Heads("value")).transpose(1, 2).reshape(texts, length, config.Hidden);
            x = Normalized($"{layer}.attention.output.LayerNorm", Linear($"{layer}.attention.output.dense", context, config.Hidden, config.Hidden) + x);
            var inner = functional.gelu(Linear($"{layer}.intermediate.dense", x, config.Hidden, config.Intermediate));
            x = Normalized($"{layer}.output.LayerNorm", Linear($"{layer}.output.dense", inner, config.Intermediate, config.Hidden) + x);
        }

        var weights = mask.unsqueeze(2);
        return functional.normalize((x * weights).sum(1) / weights.sum(1), dim: 1).MoveToOuterDisposeScope();
    }

    private static bool IsTable(string name) => name.StartsWith("embeddings.", StringComparison.Ordinal);

    private Tensor Linear(string name, Tensor input, int from, int to) =>
        functional.linear(input, Get($"{name}.weight", [to, from]), Get($"{name}.bias", [to]));

    private Tensor Normalized(string name, Tensor input) =>
        functional.layer_norm(input, [config.Hidden], Get($"{name}.weight", [config.Hidden]), Get($"{name}.bias", [config.Hidden]), config.Epsilon);

    private Parameter Get(string name, long[] shape)
    {
        if (!parameters.TryGetValue(name, out var parameter))
        {
            // Scales of 1, no biases. A layer's weights by its width: with BERT's own, made for wide layers, a narrow one would hardly add anything.
            using var scope = NewDisposeScope();
            var values = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? ones(shape)
                : name.EndsWith(".bias", StringComparison.Ordinal) ? zeros(shape)
                : tensor(RandomWeights.Create(seed, IsTable(name) ? RandomWeights.BertSpread : 1 / MathF.Sqrt(shape[^1]))(name, shape), shape);
            parameter = new Parameter(values.DetachFromDisposeScope());
            parameter.DetachFromDisposeScope();
            parameters.Add(name, parameter);
        }

        return parameter;
    }
}
