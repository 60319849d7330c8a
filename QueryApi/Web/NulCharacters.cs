namespace Julie.QueryApi.Web;

/// <summary>PostgreSQL has no text with a NUL character in it. A query says where it has one (<see cref="Query.QueryParser"/>); for all other parameters it is said here.</summary>
internal static class NulCharacters
{
    private const string ReadsItself = "q";

    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query.FirstOrDefault(parameter => parameter.Key != ReadsItself && parameter.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true)).Key is { } name
            ? Problems.BadRequest("A parameter holds a NUL character", $"Send {name} without %00.")
            : await next(context);
}
