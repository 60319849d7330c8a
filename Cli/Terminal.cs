using Spectre.Console;

namespace Julie.Cli;

/// <summary>Everything of the outside world that a command may touch, so that tests can give it another one.</summary>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, int Width,
    Func<string, string?> Variable, string CurrentDirectory, TimeProvider Time)
{
    private const int PipeWidth = 160;

    public static Terminal Current()
    {
        bool terminal = !Console.IsOutputRedirected;
        return new Terminal(
            Console.Out, Console.Error, terminal, !Console.IsErrorRedirected, terminal ? Math.Max(40, Console.WindowWidth) : PipeWidth,
            Environment.GetEnvironmentVariable, Environment.CurrentDirectory, TimeProvider.System);
    }

    /// <summary>Colours only for a person: a terminal, no NO_COLOR (no-color.org: any non-empty value), and not a dumb one.</summary>
    public bool UseColor => OutIsTerminal && ColorsWanted;

    /// <summary>Whether progress may redraw itself in place.</summary>
    public bool IsInteractive => OutIsTerminal && Variable("TERM") != "dumb";

    private bool ColorsWanted => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public IAnsiConsole OutConsole() => Create(Out, OutIsTerminal);

    public IAnsiConsole ErrorConsole() => Create(Error, ErrorIsTerminal);

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal && IsInteractive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal && ColorsWanted ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        return console;
    }
}
