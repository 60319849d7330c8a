using System.Diagnostics;

using Julie.Training.Learning;

using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Julie.Training.Encoder;

/// <summary>In-batch softmax over cosines, both ways, as for the static model; AdamW with a warm-up and a straight fall.</summary>
internal sealed class EncoderTrainer(BertModel model, EncoderOptions options, Composer composer)
{
    private const int WarmUp = 50;

    /// <summary>Texts of one length group: of a batch's texts, those of like length run together.</summary>
    private const int Group = 32;

    /// <param name="batches">Batches without end.</param>
    /// <returns>Steps that were made.</returns>
    public int Run(IEnumerable<Sample[]> batches)
    {
        using (NewDisposeScope())
        {
            using var guard = no_grad();
            Embed([[0]], StaticModel.Query, 8); // the parameters come to be at their first use
        }

        using var tables = optim.AdamW([.. model.Tables], options.TableRate, weight_decay: 0.01);
        using var layers = optim.AdamW([.. model.Layers], options.Rate, weight_decay: 0.01);
        var clock = Stopwatch.StartNew();
        var (step, shown) = (0, 0.0);
        foreach (var batch in batches)
        {
            // Whichever ends first, steps or minutes, says how far the training is.
            var progress = Math.Max(clock.Elapsed.TotalMinutes / options.Minutes, (double)step / options.Steps);
            if (progress >= 1)
            {
                break;
            }

            var share = Math.Min(1, (step + 1.0) / WarmUp) * (1 - (0.95 * progress));
            SetRate(tables, options.TableRate * share);
            SetRate(layers, options.Rate * share);
            shown += Step(batch, [tables, layers], step % 4 == 3 ? model.Config.Positions : options.MostTokens);
            if (++step % 50 == 0)
            {
                Console.WriteLine($"step {step}, {clock.Elapsed.TotalSeconds:F0} s, loss {shown / 50:F3}");
                shown = 0;
            }
        }

        return step;
    }

    private static void SetRate(optim.Optimizer adam, double rate)
    {
        foreach (var group in adam.ParamGroups)
        {
            group.LearningRate = rate;
        }
    }

    private double Step(Sample[] batch, optim.Optimizer[] adams, int most)
    {
        using var scope = NewDisposeScope();
        var texts = batch.Select(composer.Tokens).ToArray();
        var queries = Embed([.. texts.Select(text => text.Query)], StaticModel.Query, most);
        var documents = Embed([.. texts.Select(text => text.Document)], StaticModel.Document, most);
        var scores = queries.matmul(documents.transpose(0, 1)) / options.Temperature;
        // Two samples with one query are no wrong answers for each other.
        var keys = tensor(batch.Select(sample => (long)sample.QueryKey).ToArray());
        var same = keys.unsqueeze(0).eq(keys.unsqueeze(1)).logical_and(eye(batch.Length).eq(0));
        scores = scores.masked_fill(same, -1e4f);
        var right = arange(batch.Length, ScalarType.Int64);
        var loss = (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.transpose(0, 1), right)) / 2;
        Array.ForEach(adams, adam => adam.zero_grad());
        loss.backward();
        nn.utils.clip_grad_norm_(model.Parameters, 1.0);
        Array.ForEach(adams, adam => adam.step());
        return loss.item<float>();
    }

    private Tensor Embed(int[][] texts, int side, int most)
    {
        var order = Enumerable.Range(0, texts.Length).OrderBy(i => texts[i].Length).ToArray();
        var parts = order.Chunk(Group).Select(group => Part([.. group.Select(i => texts[i])], side, most)).ToArray();
        var back = new long[texts.Length];
        for (var i = 0; i < order.Length; i++)
        {
            back[order[i]] = i;
        }

        return cat(parts)[tensor(back)];
    }

    private Tensor Part(int[][] texts, int side, int most)
    {
        var length = Math.Min(most, texts.Max(text => text.Length));
        var ids = new long[texts.Length * length];
        var mask = new float[ids.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            for (var t = 0; t < Math.Min(length, texts[row].Length); t++)
            {
                (ids[(row * length) + t], mask[(row * length) + t]) = (texts[row][t], 1);
            }
        }

        return model.Embed(tensor(ids, texts.Length, length), tensor(mask, texts.Length, length), side);
    }
}
