using Julie.Cli.Connecting;

namespace Julie.Cli.Eval;

/// <summary>Where repositories lie that a measurement makes: with the installation's data, for it goes on asking them for their heads.</summary>
internal static class EvalFolder
{
    public static string Of(Terminal terminal) => Path.Combine(
        Connection.FindHome(terminal) ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "julie"), "eval");
}
