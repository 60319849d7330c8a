namespace Julie.Cli.Configuration;

/// <summary>Files that are nobody else's business.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Written whole or not at all, and never readable by others, not even for a moment.</summary>
    public static void Write(string file, string text)
    {
        string folder = Path.GetDirectoryName(file)!;
        string draft = $"{file}.{Environment.ProcessId}";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
            options.UnixCreateMode = Owner;
        }

        File.Delete(draft);
        using (StreamWriter writer = new(draft, options))
        {
            writer.Write(text);
        }

        File.Move(draft, file, overwrite: true);
    }

    /// <summary>SECURITY: a secret that others can read is not used, so that somebody notices.</summary>
    public static void RefuseIfOthersMay(string file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) is var open && open != UnixFileMode.None)
        {
            throw new JulieException(
                ExitCodes.Usage, $"{file} can be read or written by others (mode {Convert.ToString((int)File.GetUnixFileMode(file), 8)}), so the key in it is not used",
                $"Close it: chmod 600 {file}   Was somebody else on this machine meanwhile? Then replace the key too: julie keys rotate NAME");
        }
    }
}
