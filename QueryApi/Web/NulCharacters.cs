namespace Julie.QueryApi.Web;

/// <summary>PostgreSQL has no text with a NUL character in it. A query says where it has one (<see cref="Query.QueryParser"/>); for all other parameters it is said here.</summary>
internal static class NulCharacters
{
    private const string ReadsItself = "q";

    public static void RefuseNulCharacters(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Query.FirstOrDefault(parameter => parameter.Key != ReadsItself && parameter.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true)) is { Key: { } name })
        {
            await Problems.BadRequest("A parameter holds a NUL character", $"Send {name} without %00.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
