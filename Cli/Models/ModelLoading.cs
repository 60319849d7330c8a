using Julie.Embedding;
using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Julie.Cli.Models;

/// <summary>Models loaded as the services load them.</summary>
internal static class ModelLoading
{
    public static async Task<IEmbedder> LoadAsync(ServiceProvider services, string id, CancellationToken ct)
    {
        try
        {
            return await services.GetRequiredService<EmbedderFactory>().CreateAsync(id, ct);
        }
        catch (Exception e) when (e is ModelFileException or DeviceUnavailableException or ModelUnavailableException or EmbeddingException)
        {
            throw new JulieException(ExitCodes.Nothing, e.Message, inner: e);
        }
    }

    // The services' own settings, from the environment, and over them what the command line says.
    public static ServiceProvider Services(ModelsContext context, string id, string? device)
    {
        Dictionary<string, string?> settings = new()
        {
            [$"{EmbeddingOptions.Section}:{nameof(EmbeddingOptions.Model)}"] = id,
            [$"{EmbeddingOptions.Section}:{nameof(EmbeddingOptions.ModelsDirectory)}"] = context.Directory(),
        };
        if (device is not null)
        {
            settings[$"{EmbeddingOptions.Section}:{nameof(EmbeddingOptions.Device)}"] = Enum.TryParse(device, ignoreCase: true, out EmbeddingDevice known) && !char.IsDigit(device[0])
                ? known.ToString()
                : throw new JulieException(ExitCodes.Usage, $"'{device}' is no device", "One of: auto, cpu, cuda, tensorrt");
        }

        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddEmbedding(configuration).BuildServiceProvider();
    }
}
