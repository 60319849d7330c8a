namespace Julie.EmbedWorker;

/// <summary>What became of a job's passages.</summary>
/// <param name="Embedded">Their vector was written.</param>
/// <param name="Failed">Given up, with their error.</param>
/// <param name="Done">Left out: they had a vector, or were given up, before.</param>
internal sealed record JobOutcome(int Embedded, int Failed, int Done)
{
    public static JobOutcome operator +(JobOutcome a, JobOutcome b)
        => new(a.Embedded + b.Embedded, a.Failed + b.Failed, a.Done + b.Done);
}
