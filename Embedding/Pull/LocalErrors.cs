namespace Julie.Embedding.Pull;

/// <summary>Failures of this machine's disk, said so that somebody can act on them.</summary>
internal static class LocalErrors
{
    private const int NoSpace = 28; // ENOSPC
    private const int Quota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsLocal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static PullException Of(Exception exception, string path) => exception switch
    {
        IOException { HResult: NoSpace or Quota or WindowsDiskFull } => new PullException(
            PullFailure.Local, $"There is no room left to write {path}", "Free some and pull again: it goes on where it stopped", exception),
        UnauthorizedAccessException => new PullException(
            PullFailure.Local, $"{path} may not be written", "Pull as the user who owns that folder, or name another: --models DIRECTORY", exception),
        _ => new PullException(PullFailure.Local, $"{path} cannot be written: {exception.Message}", "Mend that and pull again", exception),
    };

    public static PullException NoRoom(string folder, long needed, long free) => new(
        PullFailure.Local, $"{folder} has room for {free:N0} bytes where {needed:N0} are to be fetched", "Free some, or name another folder: --models DIRECTORY");
}
