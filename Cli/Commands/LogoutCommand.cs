using System.CommandLine;
using Julie.Cli.Configuration;
using Julie.Cli.Connecting;

namespace Julie.Cli.Commands;

/// <summary><c>julie logout</c></summary>
internal static class LogoutCommand
{
    public static Command Create(Session session)
    {
        Argument<string?> address = new("ADDRESS") { Description = "Default: the one of --url, JULIE_URL or julie config.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("logout", "Forget the key that julie login kept. The key itself goes on working.") { address };
        command.SetAction(parsed =>
        {
            Uri from = parsed.GetValue(address) is { } named ? Connection.Parse(named) : session.Resolve(parsed).Address;
            if (!Credentials.Read(session.Terminal).Forget(from))
            {
                throw new JulieException(ExitCodes.Nothing, $"No key is kept for {from.AbsoluteUri}", "See what is with: julie config list");
            }

            session.Terminal.Error.WriteLine($"the key for {from.AbsoluteUri} is forgotten here; to end it everywhere: julie keys revoke NAME");
            return ExitCodes.Ok;
        });
        return command;
    }
}
