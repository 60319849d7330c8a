namespace Julie.Ingest.Git;

/// <summary>A failure whose message names the input and the remedy, fit to be shown to a person.</summary>
internal sealed class GitException(GitFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public GitFailure Failure { get; } = failure;
}
