using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Manifest;

/// <summary>
/// Reads every manifest when a service starts and logs what is wrong. The service starts all the same: a wrong manifest of a model that nobody
/// uses harms nobody, and that of the configured one shows in health, where a mended one is taken without a restart.
/// </summary>
internal sealed class ManifestsAtStart(ModelStore models, ILogger<ManifestsAtStart> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var id in models.Ids())
            {
                Check(id);
            }
        }
        catch (ModelFileException exception)
        {
            Log.ManifestWrong(logger, exception.Message);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check(string id)
    {
        try
        {
            models.Load(id);
        }
        catch (ModelFileException exception)
        {
            Log.ManifestWrong(logger, exception.Message);
        }
    }
}
