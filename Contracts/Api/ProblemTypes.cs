namespace Julie.Contracts.Api;

/// <summary>Stable <c>type</c> values of problem details (RFC 9457): scripts may compare them.</summary>
public static class ProblemTypes
{
    private const string Prefix = "urn:julie:problem:";

    /// <summary>The URL or path cannot be a repository that this installation may fetch.</summary>
    public const string InvalidRepositoryUrl = Prefix + "invalid-repository-url";

    /// <summary>The name that was asked for cannot be used.</summary>
    public const string InvalidRepositoryName = Prefix + "invalid-repository-name";

    /// <summary>A pattern of refs that cannot be one.</summary>
    public const string InvalidRefPattern = Prefix + "invalid-ref-pattern";

    /// <summary>Another repository has the name that was asked for.</summary>
    public const string RepositoryNameTaken = Prefix + "repository-name-taken";

    /// <summary>Another key has the name that was asked for.</summary>
    public const string KeyNameTaken = Prefix + "key-name-taken";

    /// <summary>The remote did not answer, or refused.</summary>
    public const string RepositoryUnreachable = Prefix + "repository-unreachable";

    /// <summary>The repository has no commit yet.</summary>
    public const string RepositoryEmpty = Prefix + "repository-empty";

    /// <summary>The query cannot be read: too long, unknown filter, nothing to search for.</summary>
    public const string InvalidQuery = Prefix + "invalid-query";

    /// <summary>No such thing, or nothing that the caller may read.</summary>
    public const string NotFound = Prefix + "not-found";

    /// <summary>No key, an unknown key, or a key without the scope.</summary>
    public const string Unauthorized = Prefix + "unauthorized";

    /// <summary>A part that is needed (model, database, broker) is not there at the moment.</summary>
    public const string Unavailable = Prefix + "unavailable";

    /// <summary>A request that is no request of this API: a body that is no JSON, a number that is none.</summary>
    public const string BadRequest = Prefix + "bad-request";

    /// <summary>The body is longer than what is taken.</summary>
    public const string TooLarge = Prefix + "too-large";

    /// <summary>More requests than the limit allows; Retry-After says when to come again.</summary>
    public const string TooManyRequests = Prefix + "too-many-requests";

    /// <summary>The address exists, the method does not.</summary>
    public const string MethodNotAllowed = Prefix + "method-not-allowed";

    /// <summary>A defect of the service; its log has the cause.</summary>
    public const string Internal = Prefix + "internal";
}
