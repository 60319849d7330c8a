using System.Net;
using System.Net.Http.Headers;

namespace Julie.Embedding.Pull;

/// <summary>Fetches one file into its partial file until that is whole and what was promised.</summary>
internal sealed class FileDownload(HubClient hub, PullOptions options, TimeProvider time)
{
    private const int BlockBytes = 1 << 17;

    /// <returns>What the hub declared, over all tries.</returns>
    /// <exception cref="PullException">It cannot be had. What came so far stays, unless it is wrong.</exception>
    public async Task<DeclaredFile> RunAsync(HubFile file, PartialFile partial, Action<long, string?> report, CancellationToken cancellationToken)
    {
        var retries = new Retries(file.Address.AbsoluteUri, options, time, note => report(partial.Length, note));
        var most = partial.Length;
        for (var wrong = 0; ;)
        {
            try
            {
                var declared = await TryAsync(file, partial, report, cancellationToken);
                var problem = await ContentCheck.ProblemAsync(partial.Path, file.File, file.Locked, declared, cancellationToken);
                if (problem is null)
                {
                    return declared;
                }

                // Never kept: a wrong part would be gone on with. Once again from the start, as the part may have been of another time.
                partial.Discard();
                if (++wrong == 2)
                {
                    throw Wrong(file, problem);
                }

                report(0, $"{file.File.Path} {problem}; once again");
            }
            catch (PassingException failure)
            {
                if (partial.Length > most)
                {
                    most = partial.Length;
                    retries.Progressed();
                }

                await retries.FailedAsync(failure, cancellationToken);
            }
        }
    }

    private async Task<DeclaredFile> TryAsync(HubFile file, PartialFile partial, Action<long, string?> report, CancellationToken cancellationToken)
    {
        var etag = partial.Resume(file.Address, file.Declared);
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            using var answer = await hub.SendAsync(
                HttpMethod.Get, file.Address, etag is null ? null : new RangeHeaderValue(partial.Length, null),
                etag is null ? null : new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(etag)), either.Token);
            var declared = answer.Declared.Or(file.Declared);
            await using var output = Open(file, partial, etag, answer, declared);
            await using var input = await answer.Response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[BlockBytes];
            var done = output.Position;
            for (int read; (read = await input.ReadAsync(buffer, either.Token)) > 0;)
            {
                idle.CancelAfter(options.IdleTimeout);
                OnDisk(partial.Path, () => output.Write(buffer, 0, read));
                report(done += read, null);
            }

            OnDisk(partial.Path, () => output.Flush(flushToDisk: true));
            return done < declared.Bytes ? throw new PassingException($"the hub broke off at {done:N0} of {declared.Bytes:N0} bytes") : declared;
        }
        catch (Exception exception) when (PassingException.IsNetwork(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new PassingException(idle.IsCancellationRequested ? "the hub fell silent" : exception.Message, exception);
        }
    }

    private FileStream Open(HubFile file, PartialFile partial, string? etag, HubAnswer answer, DeclaredFile declared)
    {
        var response = answer.Response;
        var status = response.StatusCode;
        if (status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            if (status == HttpStatusCode.RequestedRangeNotSatisfiable && etag is not null)
            {
                partial.Discard();
                throw new PassingException("the hub has no such rest");
            }

            throw HubErrors.IsPassing(status)
                ? new PassingException($"the hub answers {(int)status}", retryAfter: response.Headers.RetryAfter)
                : HubErrors.Of(response, file.Manifest, file.File, options);
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/html" && !file.File.Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong(file, "is an HTML page: an error or sign-in page, most likely");
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw Wrong(file, $"comes compressed ({response.Content.Headers.ContentEncoding.First()}), which was not asked for");
        }

        if (file.File.Bytes is { } bytes && declared.Bytes is { } size && bytes != size)
        {
            throw Wrong(file, $"has {size} bytes where the manifest says {bytes}");
        }

        try
        {
            if (status == HttpStatusCode.OK)
            {
                return partial.Start(file.Address, response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null, declared);
            }

            var same = response.Headers.ETag is not { } now || now.ToString() == etag;
            if (etag is null || !same || response.Content.Headers.ContentRange?.From != partial.Length || answer.Declared.Contradicts(file.Declared))
            {
                partial.Discard();
                throw new PassingException("the hub gave the rest of another file");
            }

            return partial.Append();
        }
        catch (Exception exception) when (LocalErrors.IsLocal(exception))
        {
            throw LocalErrors.Of(exception, partial.Path);
        }
    }

    // Its own try: an IOException of the disk is no failure of the network. Not awaited: a write to the page cache is shorter than a switch.
    private static void OnDisk(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (LocalErrors.IsLocal(exception))
        {
            throw LocalErrors.Of(exception, path);
        }
    }

    private static PullException Wrong(HubFile file, string problem) => new(
        PullFailure.WrongContent, $"{file.Address} {problem}", "Check the hub's address; a proxy or a mirror may stand between. Nothing of it was kept");
}
