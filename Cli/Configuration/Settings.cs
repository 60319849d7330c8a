using System.Text.Json;

namespace Julie.Cli.Configuration;

/// <summary><c>config.json</c>: what is no secret.</summary>
/// <param name="Url">Address of Julie.</param>
internal sealed record Settings(string? Url = null)
{
    public static string? FileOf(Terminal terminal) => UserFolders.Configuration(terminal) is { } folder ? Path.Combine(folder, "config.json") : null;

    public static Settings Read(Terminal terminal)
    {
        string? file = FileOf(terminal);
        if (file is null || !File.Exists(file))
        {
            return new Settings();
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), ConfigurationJson.Default.Settings) ?? new Settings();
        }
        catch (JsonException e)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} cannot be read: {e.Message}", "Mend it, or delete it and set again: julie config set url ADDRESS", e);
        }
    }

    public void Write(Terminal terminal) => PrivateFile.Write(Folder.Needed(FileOf(terminal)), JsonSerializer.Serialize(this, ConfigurationJson.Default.Settings) + "\n");
}
