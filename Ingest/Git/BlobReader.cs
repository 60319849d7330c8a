using System.Diagnostics;
using System.Globalization;
using System.Text;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>
/// One <c>git cat-file --batch</c> for a whole sync; one caller at a time. A damaged object ends the process: that object fails alone
/// and the next one gets a new process.
/// </summary>
internal sealed class BlobReader(GitCommand git, BareRepository repository, IOptions<IngestOptions> options) : IAsyncDisposable
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromHours(24);
    private Process? _process;
    private Stream? _output;
    private Task<string>? _errors;

    /// <summary>Content of a blob; null where the store does not have it.</summary>
    /// <exception cref="GitException">The object is damaged or larger than allowed.</exception>
    public async Task<byte[]?> ReadAsync(string objectId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadLimit);
        try
        {
            Start();
            var input = _process!.StandardInput.BaseStream;
            await input.WriteAsync(Encoding.ASCII.GetBytes(objectId + "\n"), limit.Token);
            await input.FlushAsync(limit.Token);
            return await AnswerAsync(_output!, objectId, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var said = await StopAsync();
            throw new GitException(GitFailure.Local,
                $"object {objectId} cannot be read ({(said.Length > 0 ? said : exception.Message)}). Remedy: run `git fsck` in the remote repository.", exception);
        }
        catch
        {
            // Half an answer is on its way: this process is of no use any more.
            await StopAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<byte[]?> AnswerAsync(Stream output, string objectId, CancellationToken cancellationToken)
    {
        var header = await HeaderAsync(output, cancellationToken);
        var parts = header.Split(' ');
        if (parts is [_, "missing"])
        {
            return null;
        }

        if (parts.Length != 3 || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new IOException($"git answered '{Redaction.Shorten(header, 100)}'");
        }

        // ls-tree said a size that was allowed; a store that says another one now is not believed.
        if (parts[1] != "blob" || size > options.Value.MaxFileBytes)
        {
            throw new GitException(GitFailure.Limit, $"object {objectId} is a {parts[1]} of {size} bytes where a blob of at most {options.Value.MaxFileBytes} was expected. Remedy: run `git fsck` in the remote repository.");
        }

        var content = new byte[size];
        await output.ReadExactlyAsync(content, cancellationToken);
        await output.ReadExactlyAsync(new byte[1], cancellationToken);
        return content;
    }

    private static async Task<string> HeaderAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await output.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == (byte)'\n')
            {
                return line.ToString();
            }

            line.Append((char)one[0]);
            if (line.Length > 1000)
            {
                throw new IOException("git answered without an end of line");
            }
        }
    }

    private void Start()
    {
        if (_process is not null)
        {
            return;
        }

        _process = git.Start([$"--git-dir={repository.Directory}", "cat-file", "--batch"], GitAccess.Offline, ProcessLimit);
        _output = new BufferedStream(_process.StandardOutput.BaseStream, 64 * 1024);
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    private async Task<string> StopAsync()
    {
        if (_process is not { } process)
        {
            return string.Empty;
        }

        _process = null;
        ProcessGroup.Kill(process);
        var said = await _errors!;
        process.Dispose();
        return Redaction.OfStandardError(said);
    }
}
