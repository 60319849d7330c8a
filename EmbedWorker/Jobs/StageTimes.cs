namespace Julie.EmbedWorker.Jobs;

/// <summary>How long this worker's jobs embedded and how long they wrote: whether vectors wait for the model or for the database.</summary>
internal sealed class StageTimes
{
    private long embedding;
    private long writing;

    public void Add(TimeSpan embed, TimeSpan write)
    {
        Interlocked.Add(ref embedding, embed.Ticks);
        Interlocked.Add(ref writing, write.Ticks);
    }

    /// <summary>Whether more time went into writing than into embedding since the last call.</summary>
    public bool TakeWritingIsSlower()
    {
        var embed = Interlocked.Exchange(ref embedding, 0);
        return Interlocked.Exchange(ref writing, 0) > embed;
    }
}
