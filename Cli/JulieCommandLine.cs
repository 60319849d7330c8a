using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Julie.Cli.Commands;
using Julie.Cli.Connecting;
using Julie.Cli.Output;

namespace Julie.Cli;

/// <summary>The command line as a whole: builds the commands, runs one, turns failures into two lines and an exit code.</summary>
internal static class JulieCommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken ct = default)
    {
        // '@name' is something to search for, not a file with more arguments.
        ParserConfiguration parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parsed = Build(terminal).Parse(GluedNumbers.Split(args), parser);
        InvocationConfiguration invocation = new()
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Action is ParseErrorAction mistake)
        {
            mistake.ShowHelp = false;
            await parsed.InvokeAsync(invocation, ct);
            await terminal.Error.WriteLineAsync($"See: julie {PathOf(parsed.CommandResult)}--help".AsMemory(), ct);
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (Exception e) when (Failures.Of(e) is { } failure)
        {
            ErrorText.Write(terminal, failure);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (IOException) when (terminal is { OutIsTerminal: false })
        {
            // The reader of the pipe (head, less) has seen enough.
            return ExitCodes.Ok;
        }
    }

    /// <summary>As it is typed: "models verify ", or nothing for the root.</summary>
    private static string PathOf(CommandResult result) =>
        result.Command is RootCommand ? string.Empty : $"{(result.Parent is CommandResult parent ? PathOf(parent) : string.Empty)}{result.Command.Name} ";

    internal static RootCommand Build(Terminal terminal)
    {
        RootCommand root = new("Search all the code of your organisation: by meaning, by word, by name.");
        Option<string?> url = new("--url")
        {
            Description = "Address of Julie. Default: JULIE_URL, then the installation that runs here (.julie), then julie config.",
            HelpName = "ADDRESS",
            Recursive = true,
        };
        Option<string?> keyFile = new("--key-file") { Description = "A file with the key. Default: JULIE_KEY, then what julie login keeps.", HelpName = "FILE", Recursive = true };
        root.Options.Add(url);
        root.Options.Add(keyFile);
        Session session = new(terminal, url, keyFile);
        root.Subcommands.Add(SearchCommand.Create(session));
        root.Subcommands.Add(OpenCommand.Create(session));
        root.Subcommands.Add(IndexCommand.Create(session));
        root.Subcommands.Add(StatusCommand.Create(session));
        root.Subcommands.Add(RepositoriesCommand.Create(session));
        root.Subcommands.Add(FilesCommand.Create(session));
        root.Subcommands.Add(DeliveriesCommand.Create(session));
        root.Subcommands.Add(DoctorCommand.Create(session));
        root.Subcommands.Add(EvalCommand.Create(session));
        root.Subcommands.Add(KeysCommand.Create(session));
        root.Subcommands.Add(GrantsCommand.Create(session));
        root.Subcommands.Add(AuditCommand.Create(session));
        root.Subcommands.Add(LoginCommand.Create(session));
        root.Subcommands.Add(LogoutCommand.Create(session));
        root.Subcommands.Add(ConfigCommand.Create(session));
        root.Subcommands.Add(CompletionCommand.Create(terminal));
        root.Subcommands.Add(McpCommand.Create(session));
        root.Subcommands.Add(ModelsCommand.Create(session.Terminal));
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            TeachingHelp teaching = new((HelpAction)help.Action!);
            help.Action = teaching;
            root.SetAction(parsed => teaching.Invoke(parsed));
        }

        return root;
    }
}
