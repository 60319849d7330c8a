using System.Text.Json;
using Julie.Cli.Configuration;

namespace Julie.Cli.Connecting;

/// <summary>Where the query API is and with which key to ask it.</summary>
internal sealed record Connection(Uri Address, string? Key)
{
    public const string NotRunning = "Julie is not running: start it with ./julie up";

    /// <summary>
    /// Address: <paramref name="url"/>, JULIE_URL, <c>endpoints.json</c> of the local installation, the user's settings. Key: <paramref name="keyFile"/>, JULIE_KEY,
    /// the user's credentials for that address, <c>admin.key</c> of the local installation. That is in JULIE_HOME, or <c>.julie</c> in the current folder or the nearest parent that has one.
    /// </summary>
    public static Connection Resolve(string? url, string? keyFile, Terminal terminal)
    {
        string? home = FindHome(terminal);
        string? explicitUrl = NotEmpty(url) ?? NotEmpty(terminal.Variable("JULIE_URL"));
        Uri address = explicitUrl is not null ? Parse(explicitUrl)
            : !HasEndpoints(home) && Settings.Read(terminal).Url is { } configured ? Parse(configured)
            : FromEndpoints(home);
        string? key = keyFile is not null ? ReadKey(Path.GetFullPath(keyFile, terminal.CurrentDirectory))
            : NotEmpty(terminal.Variable("JULIE_KEY"))?.Trim() ?? Credentials.Read(terminal).KeyFor(address);

        // SECURITY: the local admin key never leaves this machine; another server needs its own key.
        if (key is null && home is not null && address.IsLoopback)
        {
            string file = Path.Combine(home, "admin.key");
            key = File.Exists(file) ? NotEmpty(File.ReadAllText(file).Trim()) : null;
        }

        return new Connection(address, key);
    }

    private static bool HasEndpoints(string? home) => home is not null && File.Exists(Path.Combine(home, "endpoints.json"));

    // Not on the command line itself: every user of the machine can see that.
    private static string ReadKey(string file)
    {
        if (!File.Exists(file))
        {
            throw new JulieException(ExitCodes.Usage, $"There is no file {file}", "--key-file names a file that holds the key and nothing else");
        }

        PrivateFile.RefuseIfOthersMay(file);
        return NotEmpty(File.ReadAllText(file).Trim()) ?? throw new JulieException(ExitCodes.Usage, $"{file} is empty", "--key-file names a file that holds the key and nothing else");
    }

    private static Uri FromEndpoints(string? home)
    {
        string? file = home is null ? null : Path.Combine(home, "endpoints.json");
        if (file is null || !File.Exists(file))
        {
            throw new JulieException(
                ExitCodes.Unreachable, NotRunning, "Elsewhere already? Sign in there once: julie login https://search.example.org");
        }

        string? value = ReadQueryApi(file);
        Uri address = value is null
            ? throw new JulieException(ExitCodes.Unreachable, $"{file} holds no address of the query API", "Start again with ./julie up")
            : Parse(value);

        // SECURITY: a folder found on the way up may be anyone's; it must not point a key at another machine.
        return address.IsLoopback
            ? address
            : throw new JulieException(ExitCodes.Usage, $"{file} points at {address.Host}, another machine", $"If that is wanted: export JULIE_URL={address}");
    }

    private static string? ReadQueryApi(string file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("queryApi", out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? NotEmpty(value.GetString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Uri Parse(string value) =>
        Uri.TryCreate(value.Trim().TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new JulieException(ExitCodes.Usage, $"'{value}' is no address of Julie", "It looks like http://127.0.0.1:8080 or https://search.example.org");

    /// <summary>The folder of the local installation; null where there is none.</summary>
    public static string? FindHome(Terminal terminal)
    {
        if (NotEmpty(terminal.Variable("JULIE_HOME")) is { } home)
        {
            return Path.GetFullPath(home, terminal.CurrentDirectory);
        }

        for (DirectoryInfo? folder = new(terminal.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, ".julie");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
