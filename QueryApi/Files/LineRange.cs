using System.Globalization;

namespace Julie.QueryApi.Files;

/// <summary>A range of lines as it is written in an address.</summary>
/// <param name="First">First line, from 1.</param>
/// <param name="Last">Last line, inclusive; null: to the end.</param>
internal readonly record struct LineRange(int First, int? Last)
{
    /// <summary><c>10-40</c>, <c>10-</c>, <c>10</c>; nothing is the whole file. Null for what is none.</summary>
    public static LineRange? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new LineRange(1, null);
        }

        string[] parts = text.Split('-', 2);
        if (!Number(parts[0], out int first))
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return new LineRange(first, first);
        }

        return parts[1].Length == 0 ? new LineRange(first, null) : Number(parts[1], out int last) && last >= first ? new LineRange(first, last) : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
