using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding.Manifest;
using Julie.Embedding.Pull;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models pull</c></summary>
internal static class ModelsPull
{
    public static async Task<int> RunAsync(
        ModelsContext context, string[] ids, string? hub, string? tokenFile, string tokenVariable, bool force, CancellationToken ct)
    {
        PullOptions options = new() { Hub = HubOf(context, hub), Token = Token(context.Terminal, tokenFile, tokenVariable), Force = force };
        StoredModel[] models = [.. ids.Select(context.Load)];
        using HttpMessageInvoker http = PullHttp.Create();
        ModelPuller puller = new(http, options, context.Terminal.Time);
        List<PulledModel> done = [];
        int code = ExitCodes.Ok;
        foreach (StoredModel model in models)
        {
            try
            {
                PullResult result = await PullView.RunAsync(context, model.Manifest, report => puller.PullAsync(model, report, ct), ct);
                done.Add(new PulledModel(model.Manifest.Id, result.ToExport.Count == 0, result.Commit, result.Files, result.ToExport, null));
                if (!context.Json)
                {
                    Write(context.Terminal, model.Manifest, result);
                }
            }
            catch (PullException e)
            {
                // One model that cannot be had does not keep the others away; the exit code tells of the worst.
                code = Math.Max(code, CodeOf(e.Failure));
                done.Add(new PulledModel(model.Manifest.Id, false, null, [], [], e.Message));
                ErrorText.Write(context.Terminal, new JulieException(CodeOf(e.Failure), e.Problem, e.Remedy), models.Length > 1 ? model.Manifest.Id : null);
            }
        }

        if (context.Json)
        {
            await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(done, ModelsJson.Default.IReadOnlyListPulledModel).AsMemory(), ct);
        }

        return Math.Max(code, done.TrueForAll(model => model.Complete) ? ExitCodes.Ok : ExitCodes.Nothing);
    }

    private static void Write(Terminal terminal, ModelManifest manifest, PullResult result)
    {
        IAnsiConsole console = terminal.OutConsole();
        long fetched = result.Files.Where(file => file.Fetched).Sum(file => file.Bytes);
        string what = fetched > 0 ? $"{Sizes.Of(fetched)} fetched" : result.Files.Count > 0 ? "everything was here already" : "nothing of it is on the hub";
        console.MarkupLineInterpolated($"[green]{(result.ToExport.Count == 0 ? "complete" : "pulled")}[/]  [bold]{manifest.Id}[/]  {what}{(result.Commit is { } commit ? $", commit {Figures.Commit(commit)}" : string.Empty)}");
        foreach (PulledFile file in result.Files.Where(file => file.Checked == PullCheck.SizeOnly))
        {
            console.MarkupLineInterpolated($"[yellow]note:[/] {file.Path} was checked by its size only: this hub declares no hash. Its own is pinned now.");
        }

        foreach (string file in result.ToExport)
        {
            console.MarkupLineInterpolated($"[yellow]missing:[/] {file} is not published: export it, models/export/README.md says how");
        }

        if (Licences.Warning(manifest.License) is { } warning)
        {
            console.MarkupLineInterpolated($"[yellow]licence {manifest.License}:[/] {warning}");
        }
    }

    private static Uri HubOf(ModelsContext context, string? option)
    {
        string? text = option ?? context.Setting("Hub") ?? context.Terminal.Variable("HF_ENDPOINT");
        return string.IsNullOrWhiteSpace(text) ? PullOptions.DefaultHub
            : PullOptions.TryParseHub(text, out Uri? hub) ? hub
            : throw new JulieException(ExitCodes.Usage, "That is no address of a hub", "It looks like https://huggingface.co or https://mirror.example/huggingface, without user, password or query");
    }

    // SECURITY: by reference only: an argument is seen by everybody on the machine, and kept in the shell's history.
    private static string? Token(Terminal terminal, string? file, string variable)
    {
        try
        {
            string? text = file is null ? terminal.Variable(variable) : File.ReadAllText(Path.GetFullPath(file, terminal.CurrentDirectory));
            string? token = text?.Trim();
            return token is null or "" ? null
                : token.All(c => c is > ' ' and < '\u007F') ? token
                : throw new JulieException(ExitCodes.Usage, $"{file ?? variable} holds no token: there are characters in it that none has", "It must hold the token and nothing else");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JulieException(ExitCodes.Usage, $"The token's file {file} cannot be read: {e.Message}", "Check --token-file", e);
        }
    }

    private static int CodeOf(PullFailure failure) => failure switch
    {
        PullFailure.Unreachable => ExitCodes.Unreachable,
        PullFailure.Refused => ExitCodes.Refused,
        PullFailure.NoSource => ExitCodes.Usage,
        _ => ExitCodes.Nothing,
    };
}
