using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Julie.Tests.Support;

/// <summary>
/// Hugging Face's own tokenizers, by their npm package, which holds the library itself. It is fetched by the ordinary npm into artifacts/ on
/// first use; where there is no npm, or its registry lacks the package, <see cref="Missing"/> says so.
/// </summary>
public static class HubReference
{
    private const string Package = "tokenizers@0.23.2";
    private static readonly Lazy<Task<string?>> Ready = new(FetchAsync);

    private static readonly Dictionary<string, string?> OneThread = new() { ["TOKENIZERS_PARALLELISM"] = "false", ["RAYON_NUM_THREADS"] = "1" };

    private static string Folder => Path.Combine(RepositoryRoot.Path, "artifacts", "hub-reference");

    /// <summary>Why there is no reference, or null where there is.</summary>
    public static Task<string?> MissingAsync() => Ready.Value;

    /// <summary>The ids of texts by a tokenizer.json, padding and truncation switched off.</summary>
    public static async Task<IReadOnlyList<int[]>> EncodeAsync(
        string tokenizerJson, IReadOnlyList<string> texts, CancellationToken cancellationToken, int? limit = null)
    {
        var output = await RunAsync("ids", tokenizerJson, texts, limit, cancellationToken);
        return [.. output.TrimEnd('\n').Split('\n').Select(line =>
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray())];
    }

    /// <summary>Seconds for all texts on one thread, in the best of some rounds: one text a call, and in batches of 256.</summary>
    public static async Task<(double One, double Batch, long Tokens)> MeasureAsync(
        string tokenizerJson, IReadOnlyList<string> texts, int rounds, CancellationToken cancellationToken)
    {
        using var result = JsonDocument.Parse(await RunAsync("speed", tokenizerJson, texts, rounds, cancellationToken));
        var root = result.RootElement;
        return (root.GetProperty("one").GetDouble(), root.GetProperty("batch").GetDouble(), root.GetProperty("tokens").GetInt64());
    }

    private static async Task<string> RunAsync(
        string mode, string tokenizerJson, IReadOnlyList<string> texts, int? number, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Json(texts), cancellationToken);
            var script = Path.Combine(RepositoryRoot.Path, "eng", "tokenizers", "reference.mjs");
            string[] last = number is { } given ? [given.ToString(CultureInfo.InvariantCulture)] : [];
            var result = await Command.RunAsync("node", [script, Folder, mode, tokenizerJson, file, .. last], cancellationToken, environment: OneThread);
            return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"the reference failed: {result.Error}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>An array of strings in which every character beyond ASCII is escaped: lone surrogates reach JavaScript as they are.</summary>
    private static string Json(IReadOnlyList<string> texts)
    {
        var json = new StringBuilder("[");
        foreach (var text in texts)
        {
            json.Append(json.Length > 1 ? ",\n\"" : "\"");
            foreach (var character in text)
            {
                if (character is >= ' ' and < '\x7f' and not '"' and not '\\')
                {
                    json.Append(character);
                }
                else
                {
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                }
            }

            json.Append('"');
        }

        return json.Append(']').ToString();
    }

    private static async Task<string?> FetchAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "tokenizers")))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(Folder);
            var result = await Command.RunAsync(
                "npm", ["install", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", Package], CancellationToken.None);
            return result.ExitCode == 0 ? null : $"npm could not install {Package}: {result.Error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "no npm on this machine: install it (Debian package npm) to compare with Hugging Face's library";
        }
    }
}
