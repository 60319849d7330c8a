using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Streams the files of a commit; counts while it streams, so that a tree of millions of paths never fills the memory.</summary>
internal sealed class TreeReader(GitCommand git, IOptions<IngestOptions> options)
{
    /// <summary>Bytes of all paths: a few objects list a million paths of thousands of bytes each, and paths are held until the tree is applied.</summary>
    private const long MaxPathBytes = 128L * 1024 * 1024;

    /// <exception cref="GitException">The tree cannot be read, or has too many paths.</exception>
    public async IAsyncEnumerable<TreeFile> ReadAsync(BareRepository repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var process = git.Start(
            [$"--git-dir={repository.Directory}", "ls-tree", "-r", "-z", "--full-tree", "--long", "--end-of-options", repository.Commit], GitAccess.Offline, options.Value.GitTimeout);
        using var killed = cancellationToken.Register(() => ProcessGroup.Kill(process));
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var pipe = PipeReader.Create(process.StandardOutput.BaseStream);
            var (count, bytes) = (0, 0L);
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (TryCut(ref buffer, out var file))
                {
                    bytes += file.Path.Length;
                    if (bytes > MaxPathBytes)
                    {
                        throw new GitException(GitFailure.Limit, $"The paths of the tree have more than {MaxPathBytes} bytes together. Remedy: index a repository with shorter or fewer paths.");
                    }

                    if (++count > options.Value.MaxFiles)
                    {
                        throw new GitException(GitFailure.Limit, $"The tree has more than {options.Value.MaxFiles} paths. Remedy: index a smaller repository, or let the operator raise Julie:Ingest:MaxFiles.");
                    }

                    yield return file;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new GitException(GitFailure.Local, $"The tree of commit {repository.Commit} cannot be read: {(Redaction.OfStandardError(await errors) is { Length: > 0 } said ? said : $"git ended with exit code {process.ExitCode}")}. Remedy: run `git fsck` in the remote repository and mend it.");
            }
        }
        finally
        {
            ProcessGroup.Kill(process);
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, out TreeFile file)
    {
        if (buffer.PositionOf((byte)0) is not { } end)
        {
            file = null!;
            return false;
        }

        var line = buffer.Slice(0, end);
        file = TreeLine.Parse(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}
