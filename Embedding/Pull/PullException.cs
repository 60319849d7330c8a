namespace Julie.Embedding.Pull;

/// <summary>A model could not be pulled; what was got so far is kept beside its place and the next pull goes on from there.</summary>
public sealed class PullException(PullFailure failure, string problem, string remedy, Exception? inner = null)
    : Exception($"{problem}. {remedy}", inner)
{
    /// <summary>Whose business it is.</summary>
    public PullFailure Failure { get; } = failure;

    /// <summary>What is wrong, naming the file or the address.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
