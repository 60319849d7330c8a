namespace Julie.Embedding.Pull;

/// <summary>One pull of a model at a time on this machine, over processes. The file stays: removing it would let two in.</summary>
internal static class PullLock
{
    public const string FileName = ".pull.lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static async Task<FileStream> TakeAsync(string folder, TimeProvider time, Action waiting, CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException exception) when (IsTaken(exception))
            {
                if (first)
                {
                    waiting();
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    // What the runtime throws for a lock that somebody holds: EWOULDBLOCK here, a sharing violation on Windows.
    private static bool IsTaken(IOException exception)
        => exception.GetType() == typeof(IOException) && exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
