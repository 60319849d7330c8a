using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Julie.Ingest.Git;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>One long-lived ctags that is given sources through its pipe. One caller at a time.</summary>
internal sealed class CtagsProcess : IDisposable
{
    private const int MaxSymbols = 20_000;
    private const int MaxLine = 64 * 1024;
    private static readonly TimeSpan LifeTime = TimeSpan.FromHours(24);
    private readonly Process _process;

    public CtagsProcess(CtagsProgram program)
    {
        var info = ProcessGroup.StartInfo(program.Path, program.Arguments(), LifeTime);
        info.StandardOutputEncoding = new UTF8Encoding(false);
        _process = Process.Start(info) ?? throw new InvalidOperationException("ctags cannot be started");
        // Nobody reads its warnings, but a full pipe would stop it.
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <exception cref="IOException">It died.</exception>
    public async Task<List<Symbol>> ReadAsync(string fileName, byte[] source, CancellationToken cancellationToken)
    {
        var input = _process.StandardInput.BaseStream;
        var command = JsonSerializer.SerializeToUtf8Bytes(new { command = "generate-tags", filename = fileName, size = source.Length });
        // Written while the answer is read: both pipes are small.
        var writing = WriteAsync(input, command, source, cancellationToken);
        var symbols = new List<Symbol>();
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new IOException("ctags ended");
            var message = line.Length > MaxLine ? null : Read(line);
            switch (message?.Type)
            {
                case "tag" when symbols.Count < MaxSymbols && message.Name is { Length: > 0 } name:
                    symbols.Add(new Symbol(name, message.Kind ?? "symbol", message.Line - 1, message.End - 1, message.Scope));
                    break;
                case "error" when message.Fatal:
                    throw new IOException(message.Message ?? "ctags failed");
                case "completed":
                    await writing;
                    return symbols;
            }
        }
    }

    public void Dispose()
    {
        ProcessGroup.Kill(_process);
        _process.Dispose();
    }

    private static async Task WriteAsync(Stream input, byte[] command, byte[] source, CancellationToken cancellationToken)
    {
        await input.WriteAsync(command, cancellationToken);
        await input.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await input.WriteAsync(source, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    /// <summary>Names are not always valid in the encoding that they are printed in: such a line is left out.</summary>
    private static CtagsMessage? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<CtagsMessage>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
