namespace Julie.Embedding.Remote;

/// <summary>How a service is asked to write vectors.</summary>
public enum RemoteEncoding
{
    /// <summary>The bytes of little-endian 32-bit floats: exact, and a third of the size.</summary>
    Base64,

    /// <summary>JSON numbers.</summary>
    Numbers,
}
