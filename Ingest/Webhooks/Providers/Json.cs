using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Reading payloads of which nothing is certain.</summary>
internal static class Json
{
    private const int LongestText = 2000;

    /// <summary>The element at this path; undefined where the way ends before.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !TryFind(element, name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>The text at this path; null where there is none, or one that is no name or address.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        if (found.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return found.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The items at this path; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];
    }

    private static bool TryFind(JsonElement element, string name, out JsonElement found)
    {
        try
        {
            return element.TryGetProperty(name, out found);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("a key holds half of a surrogate pair", exception);
        }
    }
}
