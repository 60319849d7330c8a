using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Julie.Tests.Support;

namespace Julie.AppHost.Tests;

/// <summary>One folder of eng/standins and its built assembly.</summary>
internal sealed class StandIn
{
    private static readonly string Packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly string _name;

    public StandIn(string name) => _name = name;

    public static bool AreUsed { get; } = typeof(StandIn).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(a => a is { Key: "UseStandIns", Value: "true" });

    public string Folder => Path.Combine(RepositoryRoot.Path, "eng", "standins", _name);

    public string PublicApiFile => Path.Combine(Folder, "PublicApi.txt");

    public bool HasOwnSources => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Any();

    public static IEnumerable<string> Names() =>
        Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "eng", "standins")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <summary>Loads the assembly apart from every other, with what it needs: stand-ins from their output, packages from NuGet's folder.</summary>
    public Assembly Load()
    {
        var context = new AssemblyLoadContext(_name, isCollectible: true);
        var output = RepositoryRoot.Output(_name, _name + ".dll");
        context.Resolving += (_, wanted) => Locate(output, wanted.Name!) is { } file ? context.LoadFromAssemblyPath(file) : null;
        return context.LoadFromAssemblyPath(output);
    }

    private static string? Locate(string output, string wanted)
    {
        var besides = Path.Combine(Path.GetDirectoryName(output)!, wanted + ".dll");
        return File.Exists(besides) ? besides : PackageFiles(output).FirstOrDefault(f => Path.GetFileNameWithoutExtension(f) == wanted && File.Exists(f));
    }

    private static IEnumerable<string> PackageFiles(string output)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(output, ".deps.json")));
        var libraries = dependencies.RootElement.GetProperty("libraries");
        foreach (var target in dependencies.RootElement.GetProperty("targets").EnumerateObject().SelectMany(t => t.Value.EnumerateObject()))
        {
            if (libraries.GetProperty(target.Name).TryGetProperty("path", out var path) && target.Value.TryGetProperty("runtime", out var files))
            {
                foreach (var file in files.EnumerateObject())
                {
                    yield return Path.Combine(Packages, path.GetString()!, file.Name);
                }
            }
        }
    }
}
