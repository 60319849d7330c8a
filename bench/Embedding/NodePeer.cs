using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Julie.Bench.Embedding;

/// <summary><c>@huggingface/transformers</c> on Node, installed into artifacts/ at first use.</summary>
internal sealed class NodePeer : IDisposable
{
    private readonly Process process;

    private NodePeer(Process process) => this.process = process;

    public static async Task<NodePeer> StartAsync(string models, string model, IReadOnlyList<string> texts)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath("artifacts/bench-peer")).FullName;
        foreach (var file in Directory.EnumerateFiles("bench/Embedding/peer"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            // Without scripts: they would fetch other builds of the runtime; the one for processors is in the package.
            using var install = Process.Start(new ProcessStartInfo("npm", "install --ignore-scripts --no-audit --no-fund --no-package-lock") { WorkingDirectory = folder })!;
            await install.WaitForExitAsync();
        }

        var textsFile = Path.Combine(folder, "texts.json");
        await File.WriteAllTextAsync(textsFile, JsonSerializer.Serialize(texts));
        var process = Process.Start(new ProcessStartInfo("node", ["encode.mjs", models, model, textsFile])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() == "ready"
            ? new NodePeer(process)
            : throw new InvalidOperationException("the peer did not start; see its messages above");
    }

    /// <param name="order">given or sorted.</param>
    /// <param name="batch">Texts of a batch.</param>
    /// <returns>Seconds for all texts.</returns>
    public async Task<double> EmbedAsync(string order, int batch)
    {
        await process.StandardInput.WriteLineAsync($"{order} {batch}");
        await process.StandardInput.FlushAsync();
        return double.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(5000);
        process.Dispose();
    }
}
