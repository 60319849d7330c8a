using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Remote;

/// <summary>
/// The published request of POST /v1/embeddings. Voyage: input, model, input_type, truncation, output_dimension, output_dtype,
/// encoding_format. OpenAI: input, model, dimensions, encoding_format.
/// </summary>
internal static class RequestBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ModelManifest manifest, RemoteOptions options, IReadOnlyList<string> texts, EmbedSide side)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + texts.Sum(text => text.Length + 8));
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("model", manifest.Remote!.Model);
            json.WriteStartArray("input");
            foreach (var text in texts)
            {
                // By way of bytes: a lone surrogate becomes U+FFFD there, where the writer would throw and take the whole batch with it.
                json.WriteStringValue(Encoding.UTF8.GetBytes(text));
            }

            json.WriteEndArray();
            if (manifest.Provider == ModelProvider.Voyage)
            {
                WriteVoyage(json, manifest, options, side);
            }
            else
            {
                WriteOpenAi(json, manifest, options);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteVoyage(Utf8JsonWriter json, ModelManifest manifest, RemoteOptions options, EmbedSide side)
    {
        json.WriteString("input_type", side == EmbedSide.Query ? "query" : "document");
        // Law 7. The service's default is to cut, silently.
        json.WriteBoolean("truncation", false);
        json.WriteNumber("output_dimension", manifest.Dimensions);
        json.WriteString("output_dtype", "float");
        if (options.Encoding == RemoteEncoding.Base64)
        {
            json.WriteString("encoding_format", "base64"); // numbers are what null stands for here; the word "float" is refused
        }
    }

    private static void WriteOpenAi(Utf8JsonWriter json, ModelManifest manifest, RemoteOptions options)
    {
        json.WriteString("encoding_format", options.Encoding == RemoteEncoding.Base64 ? "base64" : "float");
        if (manifest.Matryoshka is { Count: > 0 })
        {
            json.WriteNumber("dimensions", manifest.Dimensions); // models of one length only refuse the field
        }
    }
}
