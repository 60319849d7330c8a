namespace Julie.Cli.Models;

/// <summary>What <c>julie models quantize</c> was asked for.</summary>
/// <param name="Id">The model in float.</param>
/// <param name="Precision">int8 or fp16.</param>
/// <param name="OutputId">Id of the new model, or null.</param>
/// <param name="ReducedRange">7 bits a weight.</param>
/// <param name="Force">Replace a model of that id.</param>
/// <param name="Texts">Folder with texts to compare on, or null.</param>
/// <param name="Passages">Most passages to compare on; 0 compares nothing.</param>
/// <param name="Queries">Most queries.</param>
/// <param name="Device">Where to compare, or null.</param>
internal sealed record QuantizeRequest(
    string Id, string Precision, string? OutputId, bool ReducedRange, bool Force, string? Texts, int Passages, int Queries, string? Device);
