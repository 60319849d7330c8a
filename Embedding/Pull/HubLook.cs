using System.Net;

namespace Julie.Embedding.Pull;

/// <summary>Asks for a file's size and hash without fetching it: a missing file or a closed door shows before gigabytes come.</summary>
internal sealed class HubLook(HubClient hub, PullOptions options, TimeProvider time)
{
    /// <exception cref="PullException">The hub refuses it, has no such file, or does not answer.</exception>
    public async Task<DeclaredFile> AskAsync(HubFile file, Action<string> note, CancellationToken cancellationToken)
    {
        var retries = new Retries(file.Address.AbsoluteUri, options, time, note);
        while (true)
        {
            try
            {
                return await TryAsync(file, cancellationToken);
            }
            catch (PassingException failure)
            {
                await retries.FailedAsync(failure, cancellationToken);
            }
        }
    }

    private async Task<DeclaredFile> TryAsync(HubFile file, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            using var answer = await hub.SendAsync(HttpMethod.Head, file.Address, range: null, condition: null, either.Token);
            var status = answer.Response.StatusCode;
            return status switch
            {
                HttpStatusCode.OK or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest) => answer.Declared,

                // A mirror may serve files and nothing about them.
                HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => DeclaredFile.Nothing,
                _ when HubErrors.IsPassing(status) => throw new PassingException($"the hub answers {(int)status}", retryAfter: answer.Response.Headers.RetryAfter),
                _ => throw HubErrors.Of(answer.Response, file.Manifest, file.File, options),
            };
        }
        catch (Exception exception) when (PassingException.IsNetwork(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new PassingException(idle.IsCancellationRequested ? "the hub does not answer" : exception.Message, exception);
        }
    }
}
