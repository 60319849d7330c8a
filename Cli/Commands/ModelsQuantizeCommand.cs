using System.CommandLine;
using Julie.Cli.Models;

namespace Julie.Cli.Commands;

/// <summary><c>julie models quantize</c></summary>
internal static class ModelsQuantizeCommand
{
    public static Command Create(Func<ParseResult, ModelsContext> context, Argument<string> id)
    {
        Option<string> precision = new("--precision") { Description = "int8 for processors, fp16 for GPUs.", HelpName = "int8|fp16", DefaultValueFactory = _ => "int8" };
        precision.AcceptOnlyFromAmong("int8", "fp16");
        Option<string?> outputId = new("--output-id") { Description = "Id of the new model. Default: the old one's with the precision behind it.", HelpName = "ID" };
        Option<bool> reducedRange = new("--reduce-range") { Description = "int8: 7 bits a weight, for x86 processors without VNNI, whose 8-bit products saturate." };
        Option<bool> force = new("--force") { Description = "Replace a model of that id." };
        Option<string?> texts = new("--texts") { Description = "Folder with source code to compare on. Default: the one that you stand in.", HelpName = "DIRECTORY" };
        Option<int> passages = new("--passages") { Description = "Compare on so many passages; 0 compares nothing.", HelpName = "N", DefaultValueFactory = _ => 500 };
        Option<int> queries = new("--queries") { Description = "And on so many queries.", HelpName = "N", DefaultValueFactory = _ => 200 };
        Option<string?> device = new("--device") { Description = "Where to compare: auto, cpu, cuda or tensorrt. Default: Julie__Embedding__Device, auto.", HelpName = "DEVICE" };
        Command command = new("quantize", "Write a smaller, faster version of a model as a model of its own, and say what it costs in accuracy.")
        {
            id, precision, outputId, reducedRange, force, texts, passages, queries, device,
        };
        command.SetAction((parsed, ct) => ModelQuantize.RunAsync(
            context(parsed),
            new QuantizeRequest(
                parsed.GetValue(id)!, parsed.GetValue(precision)!, parsed.GetValue(outputId), parsed.GetValue(reducedRange), parsed.GetValue(force),
                parsed.GetValue(texts), parsed.GetValue(passages), parsed.GetValue(queries), parsed.GetValue(device)),
            ct));
        return command;
    }
}
