using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Ingest.Git;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.Ingest.Api;

/// <summary>Failures of a registration as problem details; each detail names the input and the remedy.</summary>
internal static class RegistrationProblems
{
    public static ProblemHttpResult? Of(Exception exception, RegisterRepository request) => exception switch
    {
        GitException { Failure: GitFailure.InvalidUrl } git =>
            Problem(StatusCodes.Status400BadRequest, ProblemTypes.InvalidRepositoryUrl, "Not a repository that can be indexed", git.Message),
        GitException { Failure: GitFailure.Unreachable or GitFailure.Gone or GitFailure.Limit } git =>
            Problem(StatusCodes.Status422UnprocessableEntity, ProblemTypes.RepositoryUnreachable, "The repository cannot be reached", git.Message),
        GitException { Failure: GitFailure.Empty } git =>
            Problem(StatusCodes.Status422UnprocessableEntity, ProblemTypes.RepositoryEmpty, "The repository is empty", git.Message),
        GitException git =>
            Problem(StatusCodes.Status503ServiceUnavailable, ProblemTypes.Unavailable, "Git does not work on the server", git.Message),
        RepositoryNameTakenException taken =>
            Problem(StatusCodes.Status409Conflict, ProblemTypes.RepositoryNameTaken, "The name is taken",
                $"'{request.Url}' cannot be registered as '{taken.Name}': another repository has that name. Remedy: choose another name, or leave it out."),
        InvalidRefPatternException invalid =>
            Problem(StatusCodes.Status400BadRequest, ProblemTypes.InvalidRefPattern, "The pattern of refs cannot be used", invalid.Message),
        NotGrantedException refused =>
            Problem(StatusCodes.Status403Forbidden, ProblemTypes.Unauthorized, "This key may not register that", refused.Message),
        InvalidNameException invalid =>
            Problem(StatusCodes.Status400BadRequest, ProblemTypes.InvalidRepositoryName, "The name cannot be used", invalid.Message),
        _ => null,
    };

    private static ProblemHttpResult Problem(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: type);
}
