using System.Text.Json;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>A part of a model's JSON file that knows where it stands, so that every error names the file and the place.</summary>
internal readonly struct JsonPart(string file, string path, JsonElement element)
{
    public const string Remedy = "docs/tokenizers.md lists what is understood: choose another model, or convert its tokenizer.";

    public string File => file;

    /// <summary>True where there is nothing, or null.</summary>
    public bool IsNull => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public JsonPart this[string name] =>
        new(file, string.IsNullOrEmpty(path) ? name : $"{path}.{name}", element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">It is no JSON object.</exception>
    public static JsonPart Open(string file)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            var part = new JsonPart(file, "", document.RootElement.Clone());
            return part.IsObject ? part : throw new ModelFileException(file, "is no JSON object", Remedy);
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(file, $"is no JSON: {exception.Message}", "Restore the file, or pull the model again.", exception);
        }
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("must be a string");

    public int Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong("must be a number from 0");

    /// <summary>A switch, with the value that it has where it is absent.</summary>
    public bool Is(bool otherwise) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Undefined or JsonValueKind.Null => otherwise,
        _ => throw Wrong("must be true or false"),
    };

    public string? TextOrNull() => IsNull ? null : Text();

    public IEnumerable<JsonPart> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("must be a list");
        }

        var (here, at) = (path, file);
        return element.EnumerateArray().Select((item, index) => new JsonPart(at, $"{here}[{index}]", item));
    }

    public IEnumerable<(string Name, JsonPart Value)> Members()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object");
        }

        var (here, at) = (path, file);
        return element.EnumerateObject().Select(member => (member.Name, new JsonPart(at, $"{here}.{member.Name}", member.Value)));
    }

    /// <summary>What is wrong with this part.</summary>
    public ModelFileException Wrong(string problem) => new(file, $"'{path}' {problem}", Remedy);
}
