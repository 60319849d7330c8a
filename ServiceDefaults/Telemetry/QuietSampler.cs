using OpenTelemetry.Trace;

namespace Julie.ServiceDefaults.Telemetry;

/// <summary>
/// Leaves out the probes of health, which come every few seconds and would bury the traces that people look for.
/// Everything else is kept.
/// </summary>
internal sealed class QuietSampler : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (samplingParameters.Tags is { } tags)
        {
            foreach (var (name, value) in tags)
            {
                if (name is "url.path" && value is "/health" or "/alive")
                {
                    return new SamplingResult(SamplingDecision.Drop);
                }
            }
        }

        return new SamplingResult(SamplingDecision.RecordAndSample);
    }
}
