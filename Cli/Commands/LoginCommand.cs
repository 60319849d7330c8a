using System.CommandLine;
using Julie.Cli.Configuration;
using Julie.Cli.Connecting;
using Julie.Cli.Output;
using Julie.Client;
using Spectre.Console;

namespace Julie.Cli.Commands;

/// <summary><c>julie login</c></summary>
internal static class LoginCommand
{
    public static Command Create(Session session)
    {
        Argument<string?> address = new("ADDRESS") { Description = "Where Julie is: https://search.example.org. Default: the one of --url, JULIE_URL or julie config.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("login", "Try a key and keep it, for this address only.") { address };
        command.SetAction(async (parsed, ct) =>
        {
            Terminal terminal = session.Terminal;
            Uri to = parsed.GetValue(address) is { } named ? Connection.Parse(named) : session.Resolve(parsed).Address;
            if (to is { Scheme: "http", IsLoopback: false })
            {
                terminal.ErrorConsole().MarkupLine("[yellow]note:[/] http is not encrypted: everybody on the way can read the key. Put a proxy with TLS before Julie.");
            }

            string key = ReadKey(terminal, to);
            using JulieClient client = new(to, key, new JulieClientOptions { Time = terminal.Time });
            int repositories = (await client.GetRepositoriesAsync(ct)).Value.Count;
            Credentials.Read(terminal).Keep(to, key);
            Settings settings = Settings.Read(terminal);
            if (settings.Url is null)
            {
                (settings with { Url = to.AbsoluteUri }).Write(terminal);
            }

            terminal.ErrorConsole().MarkupLineInterpolated($"[green]signed in[/] at {to.AbsoluteUri}: this key may read {Figures.Count(repositories)} repositories. It is in {Credentials.FileOf(terminal)!}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string ReadKey(Terminal terminal, Uri address)
    {
        if (terminal.InIsTerminal)
        {
            terminal.Error.Write($"Key for {address.AbsoluteUri} (it is not shown): ");
        }

        string? key = terminal.InIsTerminal ? Hidden(terminal) : terminal.In?.ReadLine();
        return key?.Trim() is { Length: > 0 } given ? given
            : throw new JulieException(ExitCodes.Usage, "No key was given", "Type it, or pipe it in: julie login ADDRESS < FILE   An administrator makes one: julie keys create NAME --repository 'acme/*'");
    }

    private static string Hidden(Terminal terminal)
    {
        List<char> typed = [];
        for (ConsoleKeyInfo pressed = Console.ReadKey(intercept: true); pressed.Key != ConsoleKey.Enter; pressed = Console.ReadKey(intercept: true))
        {
            if (pressed.Key == ConsoleKey.Backspace)
            {
                typed.RemoveRange(Math.Max(0, typed.Count - 1), Math.Min(1, typed.Count));
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                typed.Add(pressed.KeyChar);
            }
        }

        terminal.Error.WriteLine();
        return string.Concat(typed);
    }
}
