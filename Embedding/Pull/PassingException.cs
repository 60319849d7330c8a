using System.Net.Http.Headers;

namespace Julie.Embedding.Pull;

/// <summary>A try that failed in a way that another try may not.</summary>
internal sealed class PassingException(string message, Exception? inner = null, RetryConditionHeaderValue? retryAfter = null)
    : Exception(message, inner)
{
    public RetryConditionHeaderValue? RetryAfter { get; } = retryAfter;

    public static bool IsNetwork(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;
}
