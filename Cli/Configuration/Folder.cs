namespace Julie.Cli.Configuration;

/// <summary>Where nothing can be kept, that is said.</summary>
internal static class Folder
{
    public static string Needed(string? file) => file
        ?? throw new JulieException(ExitCodes.Usage, "There is no home folder to keep settings in", "Set HOME or XDG_CONFIG_HOME, or give the address and key in JULIE_URL and JULIE_KEY");
}
