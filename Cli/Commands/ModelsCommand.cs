using System.CommandLine;
using Julie.Cli.Models;

namespace Julie.Cli.Commands;

/// <summary>
/// <c>julie models</c>: works on the models folder, with or without a running Julie. Only strings and numbers here, the work is in
/// Cli/Models: every start of the command builds this, and must not load the embedding room for it.
/// </summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string?> folder = new("--models")
        {
            Description = "The folder of models. Default: Julie__Embedding__ModelsDirectory, then 'models' here or above.",
            HelpName = "DIRECTORY",
            Recursive = true,
        };
        Option<bool> json = new("--json") { Description = "Print JSON.", Recursive = true };
        ModelsContext Context(ParseResult parsed) => new(terminal, parsed.GetValue(folder), parsed.GetValue(json));
        return new Command("models", "List, fetch, check and measure embedding models.")
        {
            folder, json, List(Context), Show(Context), Pull(Context), Verify(Context), Bench(Context), ModelsQuantizeCommand.Create(Context, Id()),
        };
    }

    private static Command List(Func<ParseResult, ModelsContext> context)
    {
        Command command = new("list", "Every model, what it takes, whether its files are here.");
        command.SetAction(parsed => ModelsList.Run(context(parsed)));
        return command;
    }

    private static Command Show(Func<ParseResult, ModelsContext> context)
    {
        Argument<string> id = Id();
        Command command = new("show", "All about one model: licence, limits, files, what could not be verified.") { id };
        command.SetAction(parsed => ModelShow.Run(context(parsed), parsed.GetValue(id)!));
        return command;
    }

    private static Command Pull(Func<ParseResult, ModelsContext> context)
    {
        Argument<string[]> ids = Ids();
        Option<string?> hub = new("--hub") { Description = "Address of the hub or a mirror. Default: Julie__Embedding__Hub, HF_ENDPOINT, https://huggingface.co.", HelpName = "ADDRESS" };
        Option<string?> tokenFile = new("--token-file") { Description = "File with the token for gated models.", HelpName = "FILE" };
        Option<string> tokenVariable = new("--token-env") { Description = "Environment variable with the token.", HelpName = "NAME", DefaultValueFactory = _ => "HF_TOKEN" };
        Option<bool> force = new("--force") { Description = "Take the newest of the manifest's revision, and replace files that are not it." };
        Command command = new("pull", "Fetch a model's files: resumed where a pull broke off, checked, in place only when whole.") { ids, hub, tokenFile, tokenVariable, force };
        command.SetAction((parsed, ct) => ModelsPull.RunAsync(
            context(parsed), parsed.GetValue(ids)!, parsed.GetValue(hub), parsed.GetValue(tokenFile), parsed.GetValue(tokenVariable)!, parsed.GetValue(force), ct));
        return command;
    }

    private static Command Verify(Func<ParseResult, ModelsContext> context)
    {
        Argument<string[]> ids = Ids();
        Command command = new("verify", "Read a model's files and compare them with what the manifest or the last pull says.") { ids };
        command.SetAction(parsed => ModelsVerify.Run(context(parsed), parsed.GetValue(ids)!));
        return command;
    }

    private static Command Bench(Func<ParseResult, ModelsContext> context)
    {
        Argument<string> id = Id();
        Option<string?> device = new("--device") { Description = "auto, cpu, cuda or tensorrt. Default: Julie__Embedding__Device, auto.", HelpName = "DEVICE" };
        Option<double> seconds = new("--seconds") { Description = "How long to measure.", HelpName = "S", DefaultValueFactory = _ => 10 };
        Option<int?> passages = new("--passages") { Description = "Measure so many passages instead; needed for a service, which charges for them.", HelpName = "N" };
        Command command = new("bench", "Load a model and measure passages and tokens a second on this machine.") { id, device, seconds, passages };
        command.SetAction((parsed, ct) => ModelBench.RunAsync(
            context(parsed), parsed.GetValue(id)!, parsed.GetValue(device), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(passages), ct));
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "The model: see julie models list." };

    private static Argument<string[]> Ids() => new("ID") { Description = "The models: see julie models list.", Arity = ArgumentArity.OneOrMore };
}
