using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding;
using Julie.Embedding.Manifest;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models bench</c></summary>
internal static class ModelBench
{
    private const int CallTexts = 128;

    /// <summary>Calls under way at once: the engine forms its batches of all that wait, as it does for a worker's jobs.</summary>
    private const int Calls = 4;

    private const int Pool = 2048;
    private const int Queries = 21;

    public static async Task<int> RunAsync(ModelsContext context, string id, string? device, TimeSpan time, int? passages, CancellationToken ct)
    {
        StoredModel model = context.Load(id);
        if (model.Manifest.Remote is not null && passages is null)
        {
            throw new JulieException(ExitCodes.Usage, $"{id} is a service that charges for each token", "Say how many passages may be measured: --passages N, about 190 tokens each");
        }

        if (passages is < 1 || time <= TimeSpan.Zero)
        {
            throw new JulieException(ExitCodes.Usage, "There is nothing to measure", "Give --seconds or --passages a number above 0");
        }

        long start = Stopwatch.GetTimestamp();
        await using ServiceProvider services = ModelLoading.Services(context, id, device);
        await using IEmbedder embedder = await ModelLoading.LoadAsync(services, id, ct);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        BenchTexts texts = new(embedder.Manifest, embedder.Tokenizer, Math.Min(Pool, passages ?? Pool));
        if (context is { Json: false, Terminal.IsInteractive: true })
        {
            await context.Terminal.Error.WriteLineAsync($"measuring {id} on {embedder.Device} ...".AsMemory(), ct);
        }

        BenchResult result = await MeasureAsync(embedder, texts, time, passages, load, ct);
        Write(context, result, embedder.DeviceNote);
        return ExitCodes.Ok;
    }

    private static async Task<BenchResult> MeasureAsync(
        IEmbedder embedder, BenchTexts texts, TimeSpan time, int? passages, double load, CancellationToken ct)
    {
        if (passages is null)
        {
            await embedder.EmbedAsync(texts.Texts[..Math.Min(CallTexts, texts.Texts.Length)], EmbedSide.Document, ct); // sizes of buffers, clocks of the processor
        }

        int next = 0, count = 0;
        long tokens = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => Task.Run(RunAsync, ct)));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double query = await QueryAsync(embedder, passages is null ? Queries : 1, ct);
        return new BenchResult(
            embedder.Manifest.Id, embedder.Device, Environment.ProcessorCount, texts.Lengths(), count, tokens, Math.Round(seconds, 3), Math.Round(count / seconds, 1),
            Math.Round(tokens / seconds), Math.Round(load, 2), Math.Round(query, 2));

        async Task RunAsync()
        {
            while (passages is not null || Stopwatch.GetElapsedTime(start) < time)
            {
                int from = Interlocked.Add(ref next, CallTexts) - CallTexts;
                int size = passages is { } all ? Math.Min(CallTexts, all - from) : CallTexts;
                if (size <= 0)
                {
                    return;
                }

                int[] chosen = [.. Enumerable.Range(from, size).Select(i => i % texts.Texts.Length)];
                await embedder.EmbedAsync([.. chosen.Select(i => texts.Texts[i])], EmbedSide.Document, 1, ct);
                Interlocked.Add(ref count, size);
                Interlocked.Add(ref tokens, chosen.Sum(i => (long)texts.Tokens[i]));
            }
        }
    }

    private static async Task<double> QueryAsync(IEmbedder embedder, int times, CancellationToken ct)
    {
        double[] took = new double[times];
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await embedder.EmbedAsync(["where are the jobs of the queue retried when a worker fails"], EmbedSide.Query, ct);
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(took);
        return took[times / 2];
    }

    private static void Write(ModelsContext context, BenchResult r, string? note)
    {
        if (context.Json)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(r, ModelsJson.Default.BenchResult));
            return;
        }

        IAnsiConsole console = context.Terminal.OutConsole();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{r.Model}[/] on [bold]{r.Device}[/]{(note is null ? string.Empty : $" ({note})")}, {r.Processors} processors, loaded in {r.LoadSeconds:0.0} s");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [green]{r.TokensPerSecond:N0} tokens/s[/]  [green]{r.PassagesPerSecond:N1} passages/s[/]  one query {r.QueryMilliseconds:0.0} ms");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  {r.Passages:N0} synthetic passages in {r.Seconds:0.0} s, log-normal lengths: {r.Lengths.Least} to {r.Lengths.Most} tokens, median {r.Lengths.Median}, mean {r.Lengths.Mean:0}; padding not counted");
    }
}
