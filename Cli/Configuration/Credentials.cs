using System.Text.Json;

namespace Julie.Cli.Configuration;

/// <summary>
/// <c>credentials.json</c>: keys by the address that they are for. SECURITY: a key is sent to its own address only, however that is named; the file is mode 0600, or it is refused.
/// </summary>
internal sealed class Credentials
{
    private readonly string? file;
    private readonly SortedDictionary<string, string> keys;

    private Credentials(string? file, SortedDictionary<string, string> keys)
    {
        this.file = file;
        this.keys = keys;
    }

    public static string? FileOf(Terminal terminal) => UserFolders.Configuration(terminal) is { } folder ? Path.Combine(folder, "credentials.json") : null;

    public static Credentials Read(Terminal terminal)
    {
        string? file = FileOf(terminal);
        if (file is null || !File.Exists(file))
        {
            return new Credentials(file, new(StringComparer.Ordinal));
        }

        PrivateFile.RefuseIfOthersMay(file);
        try
        {
            return new Credentials(file, new(JsonSerializer.Deserialize(File.ReadAllText(file), ConfigurationJson.Default.DictionaryStringString) ?? [], StringComparer.Ordinal));
        }
        catch (JsonException e)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} cannot be read: {e.Message}", "Delete it and sign in again: julie login ADDRESS", e);
        }
    }

    public IReadOnlyCollection<string> Addresses => keys.Keys;

    public string? KeyFor(Uri address) => keys.GetValueOrDefault(address.AbsoluteUri);

    public void Keep(Uri address, string key)
    {
        keys[address.AbsoluteUri] = key;
        Write();
    }

    public bool Forget(Uri address)
    {
        bool known = keys.Remove(address.AbsoluteUri);
        if (known)
        {
            Write();
        }

        return known;
    }

    private void Write() => PrivateFile.Write(Folder.Needed(file), JsonSerializer.Serialize(new Dictionary<string, string>(keys), ConfigurationJson.Default.DictionaryStringString) + "\n");
}
