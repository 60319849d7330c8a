using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

using Julie.Bench.Regex;
using Julie.Bench.Support;
using Julie.Contracts.Api;

// Regular expressions on a running system (./julie up --detach) against ripgrep and codesearch on the same files, as Markdown for docs/benchmarks.md.
if (args is ["--pack"])
{
    await Packing.RunAsync((await Installation.ReadAsync()).Postgres, Console.Out);
    return 0;
}

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Regex -- CHECKOUT REPOSITORY-NAME [RUNS] | --pack   (JULIE_HOME: default .julie; needs rg, cindex and csearch)");
    return 2;
}

(string checkout, string name, int runs) = (Path.GetFullPath(args[0]), args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 15);
using HttpClient api = (await Installation.ReadAsync()).Client();
RepositoryStatus repository = (await api.GetFromJsonAsync<List<RepositoryStatus>>("/api/repositories"))!.Single(one => one.Name == name);
JulieSearch julie = new(api, name);

// The same files for all: those that the index holds.
string tree = Directory.CreateTempSubdirectory("julie-regex-").FullName;
List<string> files = await julie.FilesAsync(repository.Id);
foreach (string file in files)
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(tree, file))!);
    File.Copy(Path.Combine(checkout, file), Path.Combine(tree, file));
}

Dictionary<string, string> environment = new() { ["CSEARCHINDEX"] = Path.Combine(tree, "..", Path.GetFileName(tree) + ".index") };
long start = Stopwatch.GetTimestamp();
using (Process index = Process.Start(new ProcessStartInfo("cindex", [tree]) { RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["CSEARCHINDEX"] = environment["CSEARCHINDEX"] } })!)
{
    await index.StandardError.ReadToEndAsync();
    await index.WaitForExitAsync();
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {repository.Commit![..10]}: {files.Count} files, {files.Sum(file => new FileInfo(Path.Combine(tree, file)).Length) / 1e6:F1} MB; cindex took {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, {new FileInfo(environment["CSEARCHINDEX"]).Length / 1e6:F1} MB"));
Comparison comparison = new(
    runs, julie.Search, new Tool(tree, "csearch", environment, "-n").Search, new Tool(tree, "rg", environment, "-n", "--no-heading", "--no-ignore", "--hidden", "--color=never", "--no-messages", "-e").Search);
foreach (string pattern in Patterns.All)
{
    comparison.Run(pattern);
}

comparison.Print(Console.Out);
Directory.Delete(tree, recursive: true);
File.Delete(environment["CSEARCHINDEX"]);
return 0;
