using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Julie.Pipeline.Tests;

/// <summary>A commit of any bytes under any names, as <c>git fast-import</c> reads it: a work tree could not hold some of them.</summary>
internal sealed class CommitStream
{
    private readonly ArrayBufferWriter<byte> _files = new();

    public int Count { get; private set; }

    public void Add(string path, byte[] content, string mode = "100644") => Add(Encoding.UTF8.GetBytes(path), mode, content);

    public void Add(byte[] path, string mode, byte[] content)
    {
        Write($"M {mode} inline {Quote(path)}\ndata {content.Length}\n");
        _files.Write(content);
        Write("\n");
        Count++;
    }

    /// <summary>An entry for an object that is there already, or that never was.</summary>
    public void Refer(string path, string objectId, string mode = "100644")
    {
        Write($"M {mode} {objectId} {Quote(Encoding.UTF8.GetBytes(path))}\n");
        Count++;
    }

    public async Task ImportAsync(string folder, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet", "--force"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await using (var input = process.StandardInput.BaseStream)
        {
            await input.WriteAsync("commit refs/heads/main\ncommitter Test <test@example.org> 1700000000 +0000\ndata 1\nx\n"u8.ToArray(), cancellationToken);
            await input.WriteAsync(_files.WrittenMemory, cancellationToken);
        }

        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
    }

    private static string Quote(byte[] path)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in path)
        {
            quoted.Append(value is >= 0x20 and < 0x7F && value is not ((byte)'"' or (byte)'\\') ? ((char)value).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}"));
        }

        return quoted.Append('"').ToString();
    }

    private void Write(string text) => _files.Write(Encoding.ASCII.GetBytes(text));
}
