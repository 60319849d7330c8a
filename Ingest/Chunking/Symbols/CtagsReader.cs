using System.Text;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>
/// Symbols of a source by ctags. Its process is restarted when it dies or takes too long; the file that it died on has no symbols
/// and is cut by structure (law 10). One caller at a time.
/// </summary>
internal sealed class CtagsReader(CtagsProgram program, IOptions<CtagsOptions> options, TimeProvider time, ILogger<CtagsReader> logger) : IDisposable
{
    private CtagsProcess? _process;

    public async Task<List<Symbol>> ReadAsync(SourceText source, CancellationToken cancellationToken)
    {
        if (program.FileName(source.Language.Ctags) is not { } fileName)
        {
            return [];
        }

        using var limit = new CancellationTokenSource(options.Value.FileTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            _process ??= new CtagsProcess(program);
            return await _process.ReadAsync(fileName, Encoding.UTF8.GetBytes(CtagsSource.Of(source)), stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            _process?.Dispose();
            _process = null;
            cancellationToken.ThrowIfCancellationRequested();
            Log.CtagsFailed(logger, source.Language.Id, limit.IsCancellationRequested ? "it took too long" : exception.Message);
            IngestTelemetry.CtagsFailures.Add(1, new KeyValuePair<string, object?>("language", source.Language.Id));
            return [];
        }
    }

    public void Dispose() => _process?.Dispose();
}
