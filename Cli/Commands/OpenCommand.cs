using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Julie.Cli.Connecting;
using Julie.Cli.Opening;
using Julie.Cli.Output;
using Julie.Client;

namespace Julie.Cli.Commands;

/// <summary><c>julie open</c></summary>
internal static class OpenCommand
{
    public static Command Create(Session session)
    {
        Argument<string> what = new("RESULT|PLACE") { Description = "A result of the last search by its number, or REPOSITORY/PATH:LINE." };
        Option<bool> web = new("--web") { Description = "On the web page, even where the file is here." };
        Option<bool> print = new("--print") { Description = "Only print where: the file and line, or the page's address." };
        Command command = new("open", "Open a place in your editor where the file is on this machine, else on the web page.") { what, web, print };
        command.SetAction(async (parsed, ct) =>
        {
            Terminal terminal = session.Terminal;
            Place place = Of(terminal, parsed.GetRequiredValue(what));
            Connection connection = session.Resolve(parsed);
            string? file = null;
            if (!parsed.GetValue(web))
            {
                using JulieClient client = session.Connect(parsed);
                file = await Checkout.FindAsync((await client.GetRepositoriesAsync(ct)).Value, place, terminal.CurrentDirectory, ct);
            }

            if (file is not null && (parsed.GetValue(print) || Editor.Command(terminal, file, place.Line) is null))
            {
                terminal.Out.WriteLine(Printable.Text(place.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file));
                return ExitCodes.Ok;
            }

            if (file is not null && Editor.Command(terminal, file, place.Line) is { } editor)
            {
                return await StartAsync(editor.Program, editor.Arguments, ct);
            }

            Uri address = Browser.Address(connection.Address, place);
            if (parsed.GetValue(print) || Browser.Program(terminal) is not { } browser)
            {
                terminal.Out.WriteLine(address.AbsoluteUri);
                return ExitCodes.Ok;
            }

            return await StartAsync(browser, [address.AbsoluteUri], ct);
        });
        return command;
    }

    private static Place Of(Terminal terminal, string what) =>
        int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? LastSearch.Read(terminal, number)
        : Place.Read(what) ?? throw new JulieException(ExitCodes.Usage, $"'{what}' is no place", "Name a result by its number, or a place: julie open acme/shop/src/cart.go:10");

    private static async Task<int> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(program, arguments));
            await (process?.WaitForExitAsync(ct) ?? Task.CompletedTask);
            return process?.ExitCode is null or 0 ? ExitCodes.Ok : ExitCodes.Nothing;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new JulieException(ExitCodes.Usage, $"{program} cannot be started", "VISUAL or EDITOR names the editor, BROWSER the browser; julie open --print prints the place instead", e);
        }
    }
}
