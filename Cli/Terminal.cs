using Spectre.Console;

namespace Julie.Cli;

/// <summary>Everything of the outside world that a command may touch, so that tests can give it another one.</summary>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, int Width,
    Func<string, string?> Variable, string CurrentDirectory, TimeProvider Time)
{
    public const string Auto = "auto";
    public const string Always = "always";
    public const string Never = "never";
    private const int PipeWidth = 160;

    /// <summary>Standard input; null where there is none.</summary>
    public TextReader? In { get; init; }

    /// <summary>Whether a person types there.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether to colour: auto is for people only.</summary>
    public string Color { get; init; } = Auto;

    public static Terminal Current()
    {
        bool terminal = !Console.IsOutputRedirected;
        return new Terminal(
            Console.Out, Console.Error, terminal, !Console.IsErrorRedirected, terminal ? Math.Max(40, Console.WindowWidth) : PipeWidth,
            Environment.GetEnvironmentVariable, Environment.CurrentDirectory, TimeProvider.System)
        {
            In = Console.In,
            InIsTerminal = !Console.IsInputRedirected,
        };
    }

    /// <summary>Whether progress may redraw itself in place.</summary>
    public bool IsInteractive => OutIsTerminal && Variable("TERM") != "dumb";

    // no-color.org: any non-empty value
    private bool ColorsWanted => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public IAnsiConsole OutConsole() => Create(Out, OutIsTerminal);

    public IAnsiConsole ErrorConsole() => Create(Error, ErrorIsTerminal);

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        bool color = Color == Always || (Color == Auto && isTerminal && ColorsWanted);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = color || (isTerminal && IsInteractive) ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        return console;
    }
}
