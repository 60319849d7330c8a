using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Tests.Support;

/// <summary>Graphs small enough to check by hand: the vector of a token is row <c>id</c> of a table plus row <c>token_type_id</c> of another.</summary>
internal static class TinyModel
{
    public const int Dimensions = 4;
    public const int Tokens = 64;
    public const string TokenOutput = "last_hidden_state";
    public const string TextOutput = "sentence_embedding";

    /// <summary>The id whose row is not a number.</summary>
    public const int NotANumber = Tokens - 1;

    /// <summary>Row <paramref name="id"/> of the token table.</summary>
    public static float[] Row(int id) => id == NotANumber
        ? [float.NaN, 0, 0, 0]
        : [1 + id, MathF.Sin(id), MathF.Cos(id), 0.1f * id];

    /// <summary>Row <paramref name="type"/> of the token type table.</summary>
    public static float[] TypeRow(int type) => [0, 10f * type, 0, -5f * type];

    /// <summary>[batch, tokens, 4], to be pooled.</summary>
    public static byte[] PerToken(string extraInput = "")
    {
        var graph = TokenVectors(TokenOutput).Output(TokenOutput, OnnxType.Float, "batch", "tokens", Dimensions);
        return (extraInput.Length == 0 ? graph : graph.Input(extraInput, OnnxType.Int64, "batch", "tokens")).ToArray();
    }

    /// <summary>[batch, 4]: the sum over the tokens under the attention mask.</summary>
    public static byte[] PerText() => TokenVectors("vectors")
        .Input("attention_mask", OnnxType.Int64, "batch", "tokens")
        .Constant<long>("last_axis", OnnxType.Int64, [-1], 1)
        .Constant<long>("token_axis", OnnxType.Int64, [1], 1)
        .Node("Cast", "mask", ["attention_mask"], ("to", OnnxType.Float))
        .Node("Unsqueeze", "column", ["mask", "last_axis"])
        .Node("Mul", "masked", ["vectors", "column"])
        .Node("ReduceSum", TextOutput, ["masked", "token_axis"], ("keepdims", 0))
        .Output(TextOutput, OnnxType.Float, "batch", Dimensions)
        .ToArray();

    private static GraphBuilder TokenVectors(string output) => new GraphBuilder("tiny")
        .Input("input_ids", OnnxType.Int64, "batch", "tokens")
        .Input("token_type_ids", OnnxType.Int64, "batch", "tokens")
        .Constant<float>("token_table", OnnxType.Float, [.. Enumerable.Range(0, Tokens).SelectMany(Row)], Tokens, Dimensions)
        .Constant<float>("type_table", OnnxType.Float, [.. Enumerable.Range(0, 2).SelectMany(TypeRow)], 2, Dimensions)
        .Node("Gather", "tokens", ["token_table", "input_ids"])
        .Node("Gather", "types", ["type_table", "token_type_ids"])
        .Node("Add", output, ["tokens", "types"]);
}
