using System.Globalization;

namespace Julie.Cli.Commands;

/// <summary>How long something lasts, as a person writes it: <c>90d</c>, <c>12h</c>, <c>30m</c>.</summary>
internal static class Lifetime
{
    public static TimeSpan? Parse(string? text, string option) => text is null ? null
        : text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= 36_500
            ? text[^1] switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => throw Wrong(text, option),
            }
        : throw Wrong(text, option);

    private static JulieException Wrong(string text, string option) =>
        new(ExitCodes.Usage, $"{option} wants a time, not '{text}'", "Write days, hours or minutes: 90d, 12h, 30m");
}
