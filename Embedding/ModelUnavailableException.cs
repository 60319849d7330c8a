namespace Julie.Embedding;

/// <summary>
/// The model embeds nothing at present: its service is away, refuses the key, or the budget is spent. No text is to blame, so none may be given
/// up for it; the same call may work later. The message says what is wrong and holds no secret.
/// </summary>
public sealed class ModelUnavailableException : Exception
{
    /// <summary>Creates it.</summary>
    public ModelUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with its cause.</summary>
    public ModelUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
