namespace Julie.Embedding;

/// <summary>Texts could not be embedded; where one of them is known to be at fault, the message says which.</summary>
public sealed class EmbeddingException : Exception
{
    /// <summary>Creates it.</summary>
    public EmbeddingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with its cause.</summary>
    public EmbeddingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
