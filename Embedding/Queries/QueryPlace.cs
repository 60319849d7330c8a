namespace Julie.Embedding.Queries;

/// <summary>Where queries are embedded.</summary>
public enum QueryPlace
{
    /// <summary>In the process that searches.</summary>
    Local,

    /// <summary>In a worker, asked over the bus: for a model that is too large or too slow for the host that searches.</summary>
    Worker,
}
