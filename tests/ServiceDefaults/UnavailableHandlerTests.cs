using System.Net.Sockets;

using Julie.ServiceDefaults.Database;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Julie.ServiceDefaults.Tests;

public sealed class UnavailableHandlerTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new NpgsqlException("connect", new SocketException(111)), true },
        { new NpgsqlException("read", new IOException("reset")), true },
        { new NpgsqlException("wait", new TimeoutException()), true },
        { new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown), true },
        { new PostgresException("syntax", "ERROR", "ERROR", PostgresErrorCodes.SyntaxError), false },
        { new InvalidOperationException("defect"), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task TryHandle_OnlyADatabaseThatIsGone_Is503WithRetryAfter(Exception failure, bool gone)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services, Response = { Body = new MemoryStream() } };
        UnavailableHandler handler = new(services.GetRequiredService<IProblemDetailsService>(), NullLogger<UnavailableHandler>.Instance);

        bool handled = await handler.TryHandleAsync(context, failure, TestContext.Current.CancellationToken);

        Assert.Equal(gone, handled);
        Assert.Equal(gone ? 503 : 200, context.Response.StatusCode);
        Assert.Equal(gone, context.Response.Headers.ContainsKey("Retry-After"));
    }
}
