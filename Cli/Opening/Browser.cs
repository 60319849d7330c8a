namespace Julie.Cli.Opening;

/// <summary>What shows a web page on this machine.</summary>
internal static class Browser
{
    /// <summary>Null where there is no screen to show it on.</summary>
    public static string? Program(Terminal terminal) =>
        OperatingSystem.IsMacOS() ? "open"
        : OperatingSystem.IsWindows() ? "explorer"
        : terminal.Variable("BROWSER") is { Length: > 0 } named ? named
        : terminal.Variable("DISPLAY") is { Length: > 0 } || terminal.Variable("WAYLAND_DISPLAY") is { Length: > 0 } ? "xdg-open" : null;

    /// <summary>The page's view of a file, at its lines.</summary>
    public static Uri Address(Uri julie, Place place)
    {
        string lines = place.Line is not { } line ? "" : place.EndLine is { } end && end != line ? FormattableString.Invariant($"&lines={line}-{end}") : FormattableString.Invariant($"&lines={line}");
        return new Uri(julie, $"?file={Uri.EscapeDataString(place.File).Replace("%2F", "/", StringComparison.Ordinal)}{(place.Ref is null ? "" : $"&ref={Uri.EscapeDataString(place.Ref)}")}{lines}");
    }
}
