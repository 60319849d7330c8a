using System.Globalization;
using System.Text.Json;

namespace Julie.Mcp.Tools;

/// <summary>Arguments as a model wrote them: numbers may come as text, and a mistake is answered with what would be right.</summary>
internal sealed class ToolArguments(IDictionary<string, JsonElement>? given)
{
    private readonly IDictionary<string, JsonElement> given = given ?? new Dictionary<string, JsonElement>();

    /// <summary>A misspelt argument must not be passed over: the answer would be to another question.</summary>
    public void RefuseOthers(JsonElement schema)
    {
        string[] known = [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
        if (given.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new CodeSourceException($"There is no argument '{unknown}'. This tool takes: {string.Join(", ", known)}.");
        }
    }

    public string Required(string name) => Text(name) ?? throw new CodeSourceException($"The argument '{name}' is needed.");

    /// <summary>Null where nothing, or nothing but space, is given.</summary>
    public string? Text(string name)
    {
        if (!given.TryGetValue(name, out JsonElement value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new CodeSourceException($"The argument '{name}' must be text."),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public int Number(string name, int usual, int least, int most) =>
        Text(name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : throw new CodeSourceException(string.Create(CultureInfo.InvariantCulture, $"{name}={text} is not a number from {least} to {most}."));

    public bool Flag(string name) => given.TryGetValue(name, out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.String when bool.TryParse(value.GetString(), out bool flag) => flag,
        _ => throw new CodeSourceException($"The argument '{name}' must be true or false."),
    };
}
