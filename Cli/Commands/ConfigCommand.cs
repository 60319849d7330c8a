using System.CommandLine;
using Julie.Cli.Configuration;
using Julie.Cli.Connecting;

namespace Julie.Cli.Commands;

/// <summary><c>julie config list|get|set|unset</c></summary>
internal static class ConfigCommand
{
    private const string Url = "url";
    private const string Key = "key";

    public static Command Create(Session session)
    {
        Command command = new("config", "Show and change what the command is configured with.");
        command.Subcommands.Add(List(session));
        command.Subcommands.Add(Get(session));
        command.Subcommands.Add(Set(session));
        command.Subcommands.Add(Unset(session));
        return command;
    }

    private static Command List(Session session)
    {
        Command command = new("list", "Show the files, what is in them, and what holds now. Keys are not shown.");
        command.SetAction(parsed =>
        {
            Terminal terminal = session.Terminal;
            Credentials credentials = Credentials.Read(terminal);
            terminal.Out.WriteLine($"{Settings.FileOf(terminal) ?? "no home folder"}");
            terminal.Out.WriteLine($"  url          {Settings.Read(terminal).Url ?? "-"}");
            terminal.Out.WriteLine($"{Credentials.FileOf(terminal) ?? "no home folder"}");
            foreach (string address in credentials.Addresses.DefaultIfEmpty("-"))
            {
                terminal.Out.WriteLine($"  key for      {address}");
            }

            Connection now = session.Resolve(parsed);
            terminal.Out.WriteLine("now, with flags, environment and the installation here");
            terminal.Out.WriteLine($"  url          {now.Address.AbsoluteUri}");
            terminal.Out.WriteLine($"  key          {(now.Key is null ? "none" : "there is one")}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Get(Session session)
    {
        Argument<string> name = Name(Url);
        Command command = new("get", "Print a setting.") { name };
        command.SetAction(_ =>
        {
            if (Settings.Read(session.Terminal).Url is not { } url)
            {
                return ExitCodes.Nothing;
            }

            session.Terminal.Out.WriteLine(url);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Set(Session session)
    {
        Argument<string> name = Name(Url, Key);
        Argument<string?> value = new("VALUE") { Description = "The address; a key is read from standard input instead, where no list of processes shows it.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("set", "Set url, or the key for the address that holds now.") { name, value };
        command.SetAction(parsed =>
        {
            Terminal terminal = session.Terminal;
            string? given = parsed.GetValue(value);
            if (parsed.GetValue(name) == Url)
            {
                Uri address = Connection.Parse(given ?? throw new JulieException(ExitCodes.Usage, "No address was given", "julie config set url https://search.example.org"));
                (Settings.Read(terminal) with { Url = address.AbsoluteUri }).Write(terminal);
                return ExitCodes.Ok;
            }

            if (given is not null)
            {
                throw new JulieException(ExitCodes.Usage, "A key on the command line can be seen by every user of this machine", "julie config set key < FILE, or julie login, which tries it too. If it is a real one: julie keys rotate NAME");
            }

            string? key = terminal.In?.ReadLine()?.Trim();
            Credentials.Read(terminal).Keep(
                session.Resolve(parsed).Address, string.IsNullOrEmpty(key) ? throw new JulieException(ExitCodes.Usage, "No key was given", "julie config set key < FILE") : key);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Unset(Session session)
    {
        Argument<string> name = Name(Url);
        Command command = new("unset", "Forget a setting. julie logout forgets a key.") { name };
        command.SetAction(_ => (Settings.Read(session.Terminal) with { Url = null }).Write(session.Terminal));
        return command;
    }

    private static Argument<string> Name(params string[] names)
    {
        Argument<string> name = new("NAME") { Description = $"{string.Join(" or ", names)}." };
        name.AcceptOnlyFromAmong(names);
        return name;
    }
}
