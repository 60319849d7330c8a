using System.Numerics;

using Julie.Embedding.Batching;

namespace Julie.Embedding.Onnx;

/// <summary>The inputs that a graph may declare, each [texts, tokens], padded with zeros on the right.</summary>
internal static class GraphInput
{
    public const string InputIds = "input_ids";

    /// <summary>1 for a token, 0 for padding.</summary>
    public const string AttentionMask = "attention_mask";

    public const string TokenTypeIds = "token_type_ids";

    /// <summary>0, 1, 2, ...; of a bag, where each token stands first.</summary>
    public const string PositionIds = "position_ids";

    /// <summary>How often each token stands in the text: for this project's static models, which add up bags of tokens. 0 for padding.</summary>
    public const string TokenCounts = "token_counts";

    public static bool IsKnown(string name) => name is InputIds or AttentionMask or TokenTypeIds or PositionIds or TokenCounts;

    public static void Fill<T>(string input, IReadOnlyList<TokenRow> rows, int length, int tokenType, Span<T> tensor)
        where T : INumber<T>
    {
        tensor.Clear();
        for (var r = 0; r < rows.Count; r++)
        {
            var row = tensor.Slice(r * length, rows[r].Length);
            switch (input)
            {
                case InputIds:
                    Copy(rows[r].Ids, row);
                    break;
                case AttentionMask:
                    row.Fill(T.One);
                    break;
                case TokenTypeIds:
                    row.Fill(T.CreateChecked(tokenType));
                    break;
                case TokenCounts:
                    Copy(rows[r].Counts, row);
                    break;
                case PositionIds when rows[r].Positions is { } positions:
                    Copy(positions, row);
                    break;
                case PositionIds:
                    for (var t = 0; t < row.Length; t++)
                    {
                        row[t] = T.CreateTruncating(t);
                    }

                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(input), input, "not an input of a text model");
            }
        }
    }

    private static void Copy<T>(ReadOnlySpan<int> numbers, Span<T> row)
        where T : INumber<T>
    {
        for (var t = 0; t < row.Length; t++)
        {
            row[t] = T.CreateTruncating(numbers[t]);
        }
    }
}
