using System.CommandLine;
using Julie.Cli.Connecting;
using Julie.Client;

namespace Julie.Cli;

/// <summary>What every command gets: the terminal, and the way to the API that the options ask for.</summary>
internal sealed record Session(Terminal Terminal, Option<string?> Url, Option<string?> KeyFile)
{
    /// <summary>Where to ask, and with which key.</summary>
    public Connection Resolve(ParseResult parsed) => Connection.Resolve(parsed.GetValue(Url), parsed.GetValue(KeyFile), Terminal);

    /// <summary>A client for this run; resolved late, so that <c>--help</c> works where nothing runs.</summary>
    public JulieClient Connect(ParseResult parsed)
    {
        Connection connection = Resolve(parsed);
        return new JulieClient(connection.Address, connection.Key, new JulieClientOptions { Time = Terminal.Time });
    }
}
