using Julie.Cli.Indexing;
using Julie.Cli.Output;
using Julie.Embedding.Manifest;
using Julie.Embedding.Pull;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Models;

/// <summary>Progress of a pull: one line that redraws itself for a person, a line every few seconds for everything else.</summary>
internal sealed class PullView(Terminal terminal, string model)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);

    private readonly RateMeter meter = new(terminal.Time);
    private readonly Lock gate = new();
    private PullProgress? last;
    private long said;

    public static async Task<PullResult> RunAsync(
        ModelsContext context, ModelManifest manifest, Func<Action<PullProgress>, Task<PullResult>> pull, CancellationToken ct)
    {
        PullView view = new(context.Terminal, manifest.Id);
        if (context.Json || !context.Terminal.IsInteractive)
        {
            // stderr under --json: stdout is one JSON document
            return await pull(progress => view.Line(progress, context.Json ? context.Terminal.Error : context.Terminal.Out));
        }

        return await context.Terminal.OutConsole().Live(new Text(string.Empty)).AutoClear(true).StartAsync(live => view.DrawAsync(live, pull, ct));
    }

    private async Task<PullResult> DrawAsync(LiveDisplayContext live, Func<Action<PullProgress>, Task<PullResult>> pull, CancellationToken ct)
    {
        Task<PullResult> work = pull(Keep);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Frame, terminal.Time, ct));
            lock (gate)
            {
                live.UpdateTarget(last is null ? new Text(model) : Draw(last));
            }
        }

        return await work;
    }

    private void Keep(PullProgress progress)
    {
        lock (gate)
        {
            meter.Add(progress.Done);
            last = progress;
        }
    }

    private void Line(PullProgress progress, TextWriter writer)
    {
        meter.Add(progress.Done);
        bool due = said == 0 || terminal.Time.GetElapsedTime(said) >= LinePause || progress.Done == progress.Total;
        if (progress.Note is not null)
        {
            writer.WriteLine($"{model}: {Printable.Text(progress.Note)}");
        }
        else if (due)
        {
            said = terminal.Time.GetTimestamp();
            writer.WriteLine(string.Join(", ", new[] { $"{model}: {Printable.Text(progress.File)}", Amount(progress), Rate(), Eta(progress) }.Where(part => part.Length > 0)));
        }
    }

    private Markup Draw(PullProgress progress) => progress.Note is { } note
        ? new Markup($"{Markup.Escape(model)}  [yellow]{Markup.Escape(Printable.Text(note))}[/]")
        : new Markup($"{Markup.Escape(model)}  {Markup.Escape(Printable.Text(progress.File))}  {Bar(progress)}  {Amount(progress)}  {Rate()}  {Eta(progress)}");

    private static string Amount(PullProgress progress)
        => progress.Total is { } total ? $"{Sizes.Of(progress.Done)} of {Sizes.Of(total)}" : Sizes.Of(progress.Done);

    private string Rate() => meter.PerSecond is { } rate ? $"{Sizes.Of((long)rate)}/s" : string.Empty;

    private string Eta(PullProgress progress) => meter.PerSecond is { } rate && progress.Total is { } total && total > progress.Done
        ? $"ETA {Figures.Rough(TimeSpan.FromSeconds((total - progress.Done) / rate))}" : string.Empty;

    private static string Bar(PullProgress progress)
    {
        int full = progress.Total is { } total and > 0 ? (int)Math.Clamp(progress.Done * BarWidth / total, 0, BarWidth) : 0;
        return $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/]";
    }
}
