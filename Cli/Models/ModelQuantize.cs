using System.Globalization;
using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding;
using Julie.Embedding.Manifest;
using Julie.Embedding.Quantization;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models quantize</c></summary>
internal static class ModelQuantize
{
    public static async Task<int> RunAsync(ModelsContext context, QuantizeRequest request, CancellationToken ct)
    {
        StoredModel source = context.Load(request.Id);
        if (request.Passages < 0 || request.Queries < 1)
        {
            throw new JulieException(ExitCodes.Usage, "There is nothing to compare on", "Give --queries a number above 0, and --passages too, or 0 to compare nothing");
        }

        QuantizedModel model;
        try
        {
            Precision precision = Enum.Parse<Precision>(request.Precision, ignoreCase: true);
            model = new ModelQuantizer(context.Store()).Quantize(request.Id, new QuantizationOptions(precision, request.OutputId, request.ReducedRange, request.Force), ct);
        }
        catch (Exception e) when (e is QuantizationException or ModelFileException)
        {
            throw new JulieException(ExitCodes.Nothing, e.Message, inner: e);
        }

        // Written before it is compared: a comparison that fails takes nothing away.
        (Agreement Agreement, string Device)? compared = request.Passages == 0 ? null : await CompareAsync(context, request, source.Manifest, model, ct);
        QuantizeResult result = new(request.Id, model, compared?.Device, Environment.ProcessorCount, compared?.Agreement);
        if (context.Json)
        {
            await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(result, ModelsJson.Default.QuantizeResult).AsMemory(), ct);
        }
        else
        {
            Write(context, result);
        }

        return ExitCodes.Ok;
    }

    private static async Task<(Agreement Agreement, string Device)> CompareAsync(
        ModelsContext context, QuantizeRequest request, ModelManifest manifest, QuantizedModel model, CancellationToken ct)
    {
        await using ServiceProvider services = ModelLoading.Services(context, request.Id, request.Device);
        await using IEmbedder before = await ModelLoading.LoadAsync(services, request.Id, ct);
        await using IEmbedder after = await ModelLoading.LoadAsync(services, model.Id, ct);
        SampleTexts texts;
        try
        {
            texts = SampleTexts.Read(
                Path.GetFullPath(request.Texts ?? ".", context.Terminal.CurrentDirectory), before.Tokenizer, manifest.MaxTokens, request.Passages, request.Queries);
        }
        catch (Exception e) when (e is QuantizationException or IOException or UnauthorizedAccessException)
        {
            throw new JulieException(ExitCodes.Usage, $"{model.Id} is written, but could not be compared. {e.Message}", inner: e);
        }

        if (context is { Json: false, Terminal.IsInteractive: true })
        {
            await context.Terminal.Error.WriteLineAsync($"comparing {request.Id} and {model.Id} on {texts.Passages.Count} passages ...".AsMemory(), ct);
        }

        return (await ModelComparison.RunAsync(before, after, texts, context.Terminal.Time, ct), before.Device);
    }

    private static void Write(ModelsContext context, QuantizeResult result)
    {
        IAnsiConsole console = context.Terminal.OutConsole();
        QuantizedModel model = result.Model;
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{model.Id}[/]: {Sizes.Of(model.BytesBefore)} to {Sizes.Of(model.BytesAfter)}, {model.Weights} {(model.Precision == Precision.Int8 ? "matrices" : "constants")}; {model.Folder}");
        foreach (string warning in model.Warnings)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [yellow]{warning}[/]");
        }

        if (result.Agreement is { } agreed)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  cosine to {result.Source}: mean [green]{agreed.MeanCosine:0.00000}[/], p1 {agreed.LowCosine:0.00000}, min {agreed.LowestCosine:0.00000}  ({agreed.Passages:N0} passages)");
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  rankings: [green]{agreed.Top10Overlap:P1}[/] of the ten best are the same, the best one in {agreed.Top1Agreement:P1}  ({agreed.Queries:N0} queries)");
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  a passage alone and in a batch: cosine {agreed.LowestAloneCosine:0.00000} or better");
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  speed on {result.Device}, {result.Processors} processors: {agreed.TokensPerSecondBefore:N0} to {agreed.TokensPerSecondAfter:N0} tokens/s, [green]{agreed.SpeedUp:0.00}[/] times as fast");
        }
    }
}
