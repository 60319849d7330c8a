using System.Globalization;

namespace Julie.Cli.Opening;

/// <summary>The user's editor, told to go to a line in the way that it knows.</summary>
internal static class Editor
{
    /// <summary>Program and arguments; null where no editor is set.</summary>
    public static (string Program, IReadOnlyList<string> Arguments)? Command(Terminal terminal, string file, int? line)
    {
        string? set = new[] { terminal.Variable("VISUAL"), terminal.Variable("EDITOR") }.FirstOrDefault(one => !string.IsNullOrWhiteSpace(one));
        if (set is null)
        {
            return null;
        }

        // as git and others take it: a program with arguments, without a shell
        string[] words = set.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string at = (line ?? 1).ToString(CultureInfo.InvariantCulture);
        string[] place = Path.GetFileNameWithoutExtension(words[0]).ToLowerInvariant() switch
        {
            _ when line is null => [file],
            "code" or "codium" or "code-insiders" or "cursor" or "windsurf" => ["--goto", $"{file}:{at}"],
            "subl" or "zed" or "hx" or "helix" or "atom" => [$"{file}:{at}"],
            "idea" or "rider" or "clion" or "goland" or "pycharm" or "webstorm" => ["--line", at, file],
            _ => [$"+{at}", file], // vi, vim, nvim, emacs, nano, micro, kak
        };
        return (words[0], [.. words[1..], .. place]);
    }
}
