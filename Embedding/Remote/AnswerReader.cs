using System.Runtime.InteropServices;
using System.Text.Json;

namespace Julie.Embedding.Remote;

/// <summary>
/// Reads the published answer, {"data":[{"index":0,"embedding":[...] or "base64"}],"usage":{"total_tokens":n}}, and believes nothing in it:
/// every index once, every vector of the right length.
/// </summary>
internal static class AnswerReader
{
    /// <exception cref="RemoteException">The answer is not what was asked for.</exception>
    public static RemoteAnswer Read(ReadOnlySpan<byte> json, int count, int dimensions)
    {
        try
        {
            return ReadObject(json, count, dimensions);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new RemoteException(RemoteFault.Broken, $"answered with what is no list of embeddings ({exception.Message})", inner: exception);
        }
    }

    private static RemoteAnswer ReadObject(ReadOnlySpan<byte> json, int count, int dimensions)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: true, state: default);
        var vectors = new float[count * dimensions];
        var seen = new bool[count];
        int? tokens = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadItem(ref reader, vectors, seen, dimensions);
                }
            }
            else if (reader.ValueTextEquals("usage"))
            {
                tokens = ReadUsage(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        var given = seen.Count(one => one);
        return given == count
            ? new RemoteAnswer(vectors, tokens)
            : throw new RemoteException(RemoteFault.Broken, $"gave {given} vectors for {count} texts");
    }

    private static void ReadItem(ref Utf8JsonReader reader, float[] vectors, bool[] seen, int dimensions)
    {
        var index = -1;
        float[]? numbers = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"))
            {
                reader.Read();
                index = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("embedding"))
            {
                reader.Read();
                numbers = reader.TokenType == JsonTokenType.String ? FromBase64(ref reader) : FromNumbers(ref reader, dimensions);
            }
            else
            {
                reader.Skip();
            }
        }

        if ((uint)index >= (uint)seen.Length || seen[index] || numbers is null)
        {
            throw new RemoteException(
                RemoteFault.Broken, numbers is null ? "gave an entry without an embedding" : $"gave index {index} for {seen.Length} texts, or gave it twice");
        }

        if (numbers.Length != dimensions)
        {
            throw new RemoteException(
                RemoteFault.Refused,
                $"gives vectors of {numbers.Length} numbers where {dimensions} are wanted: another model answers there, or it cannot shorten them");
        }

        seen[index] = true;
        numbers.CopyTo(vectors, index * dimensions);
    }

    private static float[] FromBase64(ref Utf8JsonReader reader)
    {
        var bytes = reader.GetBytesFromBase64();
        if (bytes.Length % sizeof(float) != 0)
        {
            throw new FormatException($"{bytes.Length} bytes are no 32-bit floats");
        }

        return MemoryMarshal.Cast<byte, float>(bytes).ToArray(); // little-endian on the wire as in memory here
    }

    private static float[] FromNumbers(ref Utf8JsonReader reader, int dimensions)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("an embedding is neither a list nor text");
        }

        var numbers = new List<float>(dimensions);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // JSON has no NaN; servers write null for it. The text that caused it fails later, alone.
            numbers.Add(reader.TokenType == JsonTokenType.Null ? float.NaN : reader.GetSingle());
        }

        return [.. numbers];
    }

    private static int? ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        using var usage = JsonDocument.ParseValue(ref reader);
        return usage.RootElement.ValueKind == JsonValueKind.Object
            && (usage.RootElement.TryGetProperty("total_tokens", out var tokens) || usage.RootElement.TryGetProperty("prompt_tokens", out tokens))
            && tokens.TryGetInt32(out var number) && number >= 0
                ? number
                : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"{reader.TokenType} where {token} belongs");
        }
    }
}
