using System.Globalization;

using Google.Protobuf;

namespace Julie.Embedding.Quantization.Format;

/// <summary>Weights that lie in a file beside the graph.</summary>
internal static class ExternalData
{
    /// <summary>Takes them into the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder of the graph's file.</param>
    /// <exception cref="IOException">A file is missing or shorter than the graph says.</exception>
    public static void Inline(ModelProto model, string folder)
    {
        foreach (var constant in model.Graph.Initializer.Where(constant => constant.DataLocation == TensorProto.Types.DataLocation.External))
        {
            var fields = constant.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
            // SECURITY: the name alone, so that a graph reads nothing outside its own folder.
            using var file = File.OpenRead(Path.Combine(folder, Path.GetFileName(fields["location"])));
            file.Position = Number("offset") ?? 0;
            var bytes = new byte[Number("length") ?? file.Length - file.Position];
            file.ReadExactly(bytes);
            constant.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
            constant.ExternalData.Clear();
            constant.ClearDataLocation();

            long? Number(string field) => fields.TryGetValue(field, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        }
    }
}
