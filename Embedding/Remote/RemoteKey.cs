using Julie.Embedding.Manifest;

namespace Julie.Embedding.Remote;

/// <summary>The key of the service, by reference: a setting, a file, or the variable that the service's own clients use.</summary>
internal sealed class RemoteKey(ModelProvider provider, Uri address, RemoteOptions options)
{
    /// <summary>
    /// SECURITY: the well-known variables are for the well-known hosts only. Whoever points the endpoint at a server of their own would otherwise
    /// send it a key that was never meant for it.
    /// </summary>
    private readonly string? variable = (provider, address.Host) switch
    {
        (ModelProvider.Voyage, "api.voyageai.com") => "VOYAGE_API_KEY",
        (ModelProvider.OpenAi, "api.openai.com") => "OPENAI_API_KEY",
        _ => null,
    };

    /// <summary>The key, or null for a server that wants none.</summary>
    /// <exception cref="ModelUnavailableException">It is configured and cannot be had, or the service is one that always wants one.</exception>
    public string? Read()
    {
        var key = !string.IsNullOrWhiteSpace(options.ApiKey) ? options.ApiKey
            : !string.IsNullOrWhiteSpace(options.ApiKeyFile) ? ReadFile(options.ApiKeyFile)
            : variable is null ? null
            : Environment.GetEnvironmentVariable(variable);
        key = key?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            return variable is null
                ? null
                : throw new ModelUnavailableException(
                    $"{address.Host} wants a key and none is set: set Julie:Embedding:Remote:ApiKeyFile to a file that holds it, or {variable} in the environment.");
        }

        // A header takes no control characters, and the framework's own error would quote the value.
        return key.All(character => character is > ' ' and < (char)127)
            ? key
            : throw new ModelUnavailableException($"The key for {address.Host} holds a character that no key has (white space inside, or beyond ASCII).");
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file) is var text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw new ModelUnavailableException($"Julie:Embedding:Remote:ApiKeyFile names {file}, which is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelUnavailableException($"Julie:Embedding:Remote:ApiKeyFile names {file}, which cannot be read: {exception.Message}", exception);
        }
    }
}
