using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Where things are kept: below "Aspire:Store:Path" as in Aspire's own store, else in the AppHost's obj folder.</summary>
internal sealed class StorePaths(IConfiguration configuration, string appHostDirectory)
{
    private string Root => Path.Combine(Path.GetFullPath(configuration["Aspire:Store:Path"] ?? "obj", appHostDirectory), ".aspire");

    public string DashboardHome => Path.Combine(Root, "dashboard");

    public string Volume(string name) => Path.Combine(Root, "volumes", name);

    public string Log(string name) => Path.Combine(Root, "logs", name + ".log");

    /// <summary>Empty; what an earlier run left is removed.</summary>
    public string NewTemporary(string name)
    {
        var folder = Path.Combine(Root, "temporary", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }
}
