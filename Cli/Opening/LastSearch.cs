using System.Text.Json;
using Julie.Cli.Configuration;
using Julie.Contracts.Api;

namespace Julie.Cli.Opening;

/// <summary>The places of the last search that a person saw, so that <c>julie open 2</c> means something.</summary>
internal sealed class LastSearch(Terminal terminal)
{
    private const int Most = 1_000;
    private readonly List<Place> places = [];

    private static string? FileOf(Terminal terminal) => UserFolders.State(terminal) is { } folder ? Path.Combine(folder, "last-search.json") : null;

    public void Add(SearchResult result)
    {
        if (places.Count < Most)
        {
            // a pattern's own line; the snippet begins before it
            int line = result.Lines is { Count: > 0 } lines ? lines[0].Number : result.StartLine;
            places.Add(new Place($"{result.Repository}/{result.Path}", line, result.Lines is { Count: > 0 } ? null : result.EndLine, result.Ref is { Length: > 0 } name ? name : null));
        }
    }

    /// <summary>For people only: a script's search leaves nothing behind.</summary>
    public void Keep()
    {
        if (!terminal.OutIsTerminal || places.Count == 0 || FileOf(terminal) is not { } file)
        {
            return;
        }

        try
        {
            PrivateFile.Write(file, JsonSerializer.Serialize(places, ConfigurationJson.Default.ListPlace));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A search is not worse for it.
        }
    }

    public static Place Read(Terminal terminal, int number)
    {
        List<Place> known = [];
        try
        {
            known = FileOf(terminal) is { } file && File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), ConfigurationJson.Default.ListPlace) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // As if there had been no search.
        }

        return number >= 1 && number <= known.Count ? known[number - 1] : throw new JulieException(
            ExitCodes.Nothing,
            known.Count == 0 ? "No search of a terminal is remembered" : FormattableString.Invariant($"The last search had {known.Count} results"),
            "Search first, or name the place: julie open acme/shop/src/cart.go:10");
    }
}
