using Julie.Training.Evaluation;

namespace Julie.Training.Encoder;

/// <summary>Models side by side on CosQA.</summary>
internal static class CompareStep
{
    public static async Task RunAsync(Arguments arguments)
    {
        var set = CosQa.Read(arguments.Need("cosqa"));
        foreach (var model in arguments.All("model"))
        {
            await ShippedModel.ReportAsync(model, set).ConfigureAwait(false);
            await ShippedModel.ReportAsync(model, set.WithoutDocumentation()).ConfigureAwait(false);
        }
    }
}
