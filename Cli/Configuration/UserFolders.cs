namespace Julie.Cli.Configuration;

/// <summary>The user's folders, as the XDG base directory specification has them; null where the user has no home.</summary>
internal static class UserFolders
{
    /// <summary>Settings and credentials: <c>~/.config/julie</c>.</summary>
    public static string? Configuration(Terminal terminal) => Of(terminal, "XDG_CONFIG_HOME", ".config");

    /// <summary>What is kept between runs: <c>~/.local/state/julie</c>.</summary>
    public static string? State(Terminal terminal) => Of(terminal, "XDG_STATE_HOME", Path.Combine(".local", "state"));

    // a relative path in the variable is to be ignored, says the specification
    private static string? Of(Terminal terminal, string variable, string usual)
    {
        string? root = terminal.Variable(variable) is { } named && Path.IsPathRooted(named) ? named
            : (terminal.Variable("HOME") ?? terminal.Variable("USERPROFILE")) is { Length: > 0 } home ? Path.Combine(home, usual) : null;
        return root is null ? null : Path.Combine(root, "julie");
    }
}
