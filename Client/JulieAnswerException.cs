namespace Julie.Client;

/// <summary>Something answers at that address, but not as Julie does: a proxy, another service, or a version that this client does not know.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="address">The service that was asked.</param>
/// <param name="inner">What it came from.</param>
public sealed class JulieAnswerException(string message, Uri address, Exception? inner = null) : JulieClientException(message, address, inner);
