using Julie.Contracts.Api;

using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Npgsql;

namespace Julie.ServiceDefaults.Database;

/// <summary>Without the database nothing can be answered now, but later: 503, so that callers try again.</summary>
internal sealed partial class UnavailableHandler(IProblemDetailsService problems, ILogger<UnavailableHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not NpgsqlException { IsTransient: true } and not NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException })
        {
            return false;
        }

        LogDatabaseDown(logger, exception.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "5";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Type = ProblemTypes.Unavailable,
                Title = "The database does not answer",
                Detail = "Nothing is lost. Try again in a moment; if it stays, look at postgres in the dashboard.",
            },
        });
    }

    [LoggerMessage(5001, LogLevel.Error, "PostgreSQL does not answer: {Reason}")]
    private static partial void LogDatabaseDown(ILogger logger, string reason);
}
