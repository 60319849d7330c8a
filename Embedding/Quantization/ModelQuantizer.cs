using Google.Protobuf;

using Julie.Embedding.Manifest;
using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>
/// Makes a smaller model of a float one: a folder of its own with its own manifest, because other numbers are another space (law 9). The folder appears as a
/// whole or not at all.
/// </summary>
public sealed class ModelQuantizer(ModelStore models)
{
    private const string GraphFile = "model.onnx";

    /// <summary>Writes the new model.</summary>
    /// <exception cref="ModelFileException">The source is missing or corrupt.</exception>
    /// <exception cref="QuantizationException">The source cannot be quantised, or the target is in the way.</exception>
    public QuantizedModel Quantize(string id, QuantizationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = models.Load(id);
        if (source.Manifest.Onnx is not { } onnx)
        {
            throw new QuantizationException($"{id} is computed by a service ({source.Manifest.Provider}): there is no graph to quantise.");
        }

        source.VerifyAll();
        var directory = Path.GetDirectoryName(source.Folder)!;
        var outputId = options.OutputId ?? $"{id}-{options.Precision.ToString().ToLowerInvariant()}";
        var target = Target(directory, outputId, options.Overwrite);

        // Two levels deep, where no listing of models looks; on the same disk, so that the move is one step.
        var scratch = Path.Combine(directory, $".quantize-{Guid.NewGuid():N}");
        var folder = Directory.CreateDirectory(Path.Combine(scratch, outputId)).FullName;
        try
        {
            var before = source.Manifest.Files.Except(TokenizerFiles(source.Manifest)).Sum(file => new FileInfo(source.PathOf(file.Path)).Length);
            var graph = SimplifiedGraph.Read(source.PathOf(onnx.File), before, scratch);
            cancellationToken.ThrowIfCancellationRequested();
            var (weights, warnings) = Rewrite(graph, options);
            if (weights == 0)
            {
                throw new QuantizationException($"{id} has no product with a constant float matrix: as {outputId} it would be what it is.");
            }

            cancellationToken.ThrowIfCancellationRequested();
            using (var file = File.Create(Path.Combine(folder, GraphFile)))
            {
                graph.WriteTo(file);
            }

            foreach (var file in TokenizerFiles(source.Manifest))
            {
                var copy = Path.Combine(folder, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(source.PathOf(file.Path), copy);
            }

            ManifestWriter.Write(folder, Describe(source, outputId, options.Precision, folder));
            ManifestReader.Read(folder);
            cancellationToken.ThrowIfCancellationRequested();
            Replace(folder, target, scratch);
            return new QuantizedModel(
                outputId, target, options.Precision, weights, before, new FileInfo(Path.Combine(target, GraphFile)).Length, warnings);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static (int Weights, IReadOnlyList<string> Warnings) Rewrite(ModelProto graph, QuantizationOptions options)
    {
        if (options.Precision == Precision.Fp16)
        {
            var (constants, clamped) = HalfGraph.Rewrite(graph);
            return (constants, clamped.Count == 0 ? [] : [$"beyond the range of half precision and clamped to it: {string.Join(", ", clamped)}"]);
        }

        var matrices = Int8Graph.Rewrite(graph, options.ReducedRange);
        return (matrices, Int8Hardware.Saturates && !options.ReducedRange
            ? ["this processor has no VNNI: its 8-bit products may saturate. Compare the figures with those of --reduce-range."]
            : []);
    }

    private static ModelManifest Describe(StoredModel source, string id, Precision precision, string folder)
    {
        var pinned = source.Pin();
        var manifest = source.Manifest;
        var name = precision.ToString().ToLowerInvariant();
        var graph = pinned.Files.First(file => file.Path == manifest.Onnx!.File);
        return manifest with
        {
            Id = id,
            DisplayName = $"{manifest.DisplayName}, {name}",
            Dimensions = manifest.ModelDimensions,
            FullDimensions = null,
            Source = null, // the publisher has no such file
            Quantized = new QuantizedFrom(manifest.Id, graph.Sha256!, precision),
            Onnx = manifest.Onnx! with { File = GraphFile },
            Files = [.. TokenizerFiles(manifest).Select(file => file.Path).Prepend(GraphFile).Select(file => Pinned(folder, file))],
        };
    }

    private static ModelFile Pinned(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return new ModelFile(file, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream)), stream.Length);
    }

    private static IEnumerable<ModelFile> TokenizerFiles(ModelManifest manifest) => manifest.Files.Where(file => manifest.Tokenizer.Files.Contains(file.Path));

    private static string Target(string directory, string id, bool overwrite)
    {
        // SECURITY: an id is a folder's name, never a way out of the directory. What else it must be, its manifest's rules say.
        if (id.AsSpan().ContainsAny('/', '\\') || id is "" or "." or "..")
        {
            throw new QuantizationException($"'{id}' is no model id: take letters, digits, dots, dashes and underscores.");
        }

        var target = Path.Combine(directory, id);
        return overwrite || !Directory.Exists(target)
            ? target
            : throw new QuantizationException($"{target} is there already. Replace it with --force, or choose another --output-id.");
    }

    private static void Replace(string folder, string target, string scratch)
    {
        if (Directory.Exists(target))
        {
            Directory.Move(target, Path.Combine(scratch, "replaced"));
        }

        Directory.Move(folder, target);
    }
}
