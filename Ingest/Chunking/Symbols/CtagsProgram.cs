using System.Diagnostics;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>What the installed ctags can do, asked once.</summary>
internal sealed class CtagsProgram(IOptions<CtagsOptions> options)
{
    private readonly Lazy<(bool Sandbox, IReadOnlyList<string> Languages)> _known = new(() => Ask(options.Value.Path));

    public string Path => options.Value.Path;

    /// <summary>Parsers that both this table and the program have.</summary>
    public IReadOnlyList<string> Languages => _known.Value.Languages;

    /// <summary>Arguments of the long-lived process. Each parser gets an extension of its own, so that no name is ambiguous.</summary>
    public IEnumerable<string> Arguments()
    {
        yield return "--options=NONE";
        // SECURITY: with seccomp the parsers, which read hostile files, can do nothing but read and write their pipes.
        yield return _known.Value.Sandbox ? "--_interactive=sandbox" : "--_interactive=default";
        yield return "--fields=-P";
        yield return "--fields=+neKs";
        for (var i = 0; i < Languages.Count; i++)
        {
            yield return $"--map-{Languages[i]}=+.{Extension(i)}";
        }
    }

    public string? FileName(string? parser)
    {
        for (var i = 0; i < Languages.Count; i++)
        {
            if (Languages[i] == parser)
            {
                return "source." + Extension(i);
            }
        }

        return null;
    }

    /// <exception cref="InvalidOperationException">It is not there, or is another ctags.</exception>
    public void Check() => _ = _known.Value;

    private static string Extension(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"julie{index}");

    private static (bool, IReadOnlyList<string>) Ask(string path)
    {
        var features = Run(path, "--list-features");
        if (!features.Contains("json", StringComparison.Ordinal) || !features.Contains("interactive", StringComparison.Ordinal))
        {
            throw Missing(path, "it is not universal-ctags with JSON output", null);
        }

        var installed = Run(path, "--list-languages").Split('\n', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return (features.Contains("sandbox", StringComparison.Ordinal),
            [.. Chunking.Languages.All.Select(l => l.Ctags).OfType<string>().Where(installed.Contains).Distinct(StringComparer.Ordinal)]);
    }

    private static string Run(string path, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, ["--options=NONE", argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Missing(path, exception.Message, exception);
        }
    }

    private static InvalidOperationException Missing(string path, string reason, Exception? inner) =>
        new($"'{path}' cannot be used to find symbols: {reason}. Remedy: install universal-ctags (Debian: apt-get install universal-ctags), or set Julie:Ctags:Path.", inner);
}
