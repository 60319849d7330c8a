using System.Text;

namespace Julie.Cli.Output;

/// <summary>
/// SECURITY: paths, names and code come from anyone's repository; an escape sequence in them would be the terminal's to
/// obey. Control characters are shown as their Unicode pictures.
/// </summary>
internal static class Printable
{
    public static string Text(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        StringBuilder safe = new(text.Length);
        foreach (char c in text)
        {
            safe.Append(!IsUnsafe(c) ? c : c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        }

        return safe.ToString();
    }

    // C0, DEL, C1, and the overrides of writing direction that make code read as something else
    private static bool IsUnsafe(char c) =>
        (c < ' ' && c != '\t') || c is >= '\u007F' and <= '\u009F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
