using System.Text.Json;
using Julie.Cli.Output;
using Julie.Embedding.Manifest;
using Spectre.Console;

namespace Julie.Cli.Models;

/// <summary><c>julie models verify</c></summary>
internal static class ModelsVerify
{
    public static int Run(ModelsContext context, string[] ids)
    {
        List<VerifiedModel> done = [];
        IAnsiConsole console = context.Terminal.OutConsole();
        foreach (string id in ids)
        {
            IReadOnlyList<FileState> files = context.Load(id).Verify();
            done.Add(new VerifiedModel(id, files.All(file => file.Problem is null), files));
            if (!context.Json)
            {
                Write(console, done[^1]);
            }
        }

        if (context.Json)
        {
            context.Terminal.Out.WriteLine(JsonSerializer.Serialize(done, ModelsJson.Default.IReadOnlyListVerifiedModel));
        }

        return done.TrueForAll(model => model.Good) ? ExitCodes.Ok : ExitCodes.Nothing;
    }

    private static void Write(IAnsiConsole console, VerifiedModel model)
    {
        console.MarkupLineInterpolated($"[bold]{model.Id}[/]");
        foreach (FileState file in model.Files)
        {
            if (file.Problem is null)
            {
                string against = file.Known switch
                {
                    HashOrigin.Manifest => "as its manifest says",
                    HashOrigin.Lock => "as it was pulled",
                    _ => "its hash is known nowhere: taken as it is",
                };
                console.MarkupLineInterpolated($"  [green]good[/]  {file.File.Path}  {Sizes.Of(file.Bytes ?? 0)}, {against}");
            }
            else
            {
                console.MarkupLineInterpolated($"  [red]bad[/]   {Printable.Text(file.Problem)}");
            }
        }
    }
}
