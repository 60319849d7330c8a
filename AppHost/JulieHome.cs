using System.Security.Cryptography;
using System.Text.Json;

namespace Julie.AppHost;

/// <summary>The private folder of one installation (JULIE_HOME, otherwise .julie in the checkout). One app host at a time uses it.</summary>
internal sealed class JulieHome : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private JulieHome(string path, FileStream taken)
    {
        Path = path;
        _lock = taken;
    }

    public string Path { get; }

    public string AdminKeyFile => File("admin.key");

    public static JulieHome Open()
    {
        var path = System.IO.Path.GetFullPath(Environment.GetEnvironmentVariable("JULIE_HOME") is { Length: > 0 } chosen ? chosen : Default());
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        var home = new JulieHome(path, Take(System.IO.Path.Combine(path, "apphost.lock")));
        home.EnsureAdminKey();
        return home;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The name of a container volume that belongs to this folder and no other, wherever the folder is moved.</summary>
    public string Volume(string name) => $"julie-{Id()}-{name}";

    /// <summary>SECURITY: written whole or not at all, readable by its owner only.</summary>
    public void WritePrivate(string name, string text)
    {
        var unfinished = File(name + ".new");
        System.IO.File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        System.IO.File.Move(unfinished, File(name), overwrite: true);
    }

    public T? Read<T>(string name) =>
        System.IO.File.Exists(File(name)) ? JsonSerializer.Deserialize<T>(System.IO.File.ReadAllText(File(name))) : default;

    public void Dispose() => _lock.Dispose();

    private static string Default()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Julie.Distributed.sln")))
            {
                return System.IO.Path.Combine(folder.FullName, ".julie");
            }
        }

        return ".julie";
    }

    // The kernel lets go of it however the process ends.
    private static FileStream Take(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"Another app host runs on {System.IO.Path.GetDirectoryName(file)}: stop it with ./julie down, or choose another folder with JULIE_HOME.", e);
        }
    }

    private string Id()
    {
        if (!System.IO.File.Exists(File("id")))
        {
            WritePrivate("id", RandomNumberGenerator.GetHexString(8, lowercase: true));
        }

        return System.IO.File.ReadAllText(File("id")).Trim();
    }

    // ./julie makes it too; this is for an app host that is started by itself.
    private void EnsureAdminKey()
    {
        if (!System.IO.File.Exists(AdminKeyFile))
        {
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
            WritePrivate("admin.key", $"jl_{key}\n");
        }
    }
}
