using System.CommandLine;
using Julie.Cli.Completion;

namespace Julie.Cli.Commands;

/// <summary><c>julie completion bash|zsh</c></summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> shell = new("SHELL") { Description = "bash or zsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        Command command = new("completion", "Print what a shell needs to complete this command, names of repositories too.") { shell };
        command.SetAction(parsed => terminal.Out.WriteLine(parsed.GetValue(shell) == "bash" ? Scripts.Bash : Scripts.Zsh));
        return command;
    }
}
