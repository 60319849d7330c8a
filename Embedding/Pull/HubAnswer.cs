namespace Julie.Embedding.Pull;

/// <summary>The last answer on the way to a file, and what all answers on that way declared.</summary>
internal sealed record HubAnswer(HttpResponseMessage Response, DeclaredFile Declared) : IDisposable
{
    public void Dispose() => Response.Dispose();
}
