using System.Net;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Dashboard.Messages;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Serves aspire.v1.DashboardService over plain HTTP/2 on loopback.</summary>
internal sealed class ResourceServer(
    InstanceBoard board, RunnerList runners, DashboardSettings settings, IHostEnvironment environment, ILogger<DistributedApplication> logger)
    : IAsyncDisposable
{
    private const string Service = "/aspire.v1.DashboardService/";
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(settings.ResourceService);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, address.Port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            // Its streams never end by themselves: the application's stopping token ends them.
            await _app.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var exchange = new GrpcExchange(context);
        var call = context.Request.Path.Value ?? "";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _app!.Lifetime.ApplicationStopping);
        try
        {
            if (!IsAllowed(context))
            {
                await exchange.FailAsync(GrpcStatus.Unauthenticated, "wrong or missing API key");
            }
            else if (call.StartsWith(Service, StringComparison.Ordinal) && Find(call[Service.Length..]) is { } handler)
            {
                await handler(exchange, over.Token);
                exchange.Succeed();
            }
            else
            {
                await exchange.FailAsync(GrpcStatus.Unimplemented, call);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The dashboard has gone or we go.
        }
        catch (Exception e) when (e is not IOException)
        {
            Log.CallFailed(logger, call, e);
            await exchange.FailAsync(GrpcStatus.Internal, e.Message);
        }
    }

    // SECURITY: resources carry environments, and these hold passwords.
    private bool IsAllowed(HttpContext context) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(context.Request.Headers["x-resource-service-api-key"].ToString()),
        Encoding.UTF8.GetBytes(settings.ResourceServiceKey));

    private Func<GrpcExchange, CancellationToken, Task>? Find(string method) => method switch
    {
        "GetApplicationInformation" => DescribeAsync,
        "WatchResources" => WatchResourcesAsync,
        "WatchResourceConsoleLogs" => WatchLogsAsync,
        "ExecuteResourceCommand" => ExecuteAsync,
        // There is never anything to ask the user; the stream stays open.
        "WatchInteractions" => (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken),
        _ => null,
    };

    private Task DescribeAsync(GrpcExchange exchange, CancellationToken cancellationToken)
    {
        const string Suffix = ".AppHost";
        var name = environment.ApplicationName;
        return exchange.WriteAsync(
            new ApplicationInformationResponse { ApplicationName = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name },
            cancellationToken);
    }

    private async Task WatchResourcesAsync(GrpcExchange exchange, CancellationToken cancellationToken)
    {
        using var changes = board.Subscribe();
        var initial = new InitialResourceData();
        initial.Resources.Add(board.Instances.Select(i => ResourceMessage.Of(i, board.Instances)));
        await exchange.WriteAsync(new WatchResourcesUpdate { InitialData = initial }, cancellationToken);
        await foreach (var instance in changes.ReadAllAsync(cancellationToken))
        {
            var update = new WatchResourcesUpdate { Changes = new WatchResourcesChanges() };
            update.Changes.Value.Add(new WatchResourcesChange { Upsert = ResourceMessage.Of(instance, board.Instances) });
            await exchange.WriteAsync(update, cancellationToken);
        }
    }

    private async Task WatchLogsAsync(GrpcExchange exchange, CancellationToken cancellationToken)
    {
        var request = await exchange.ReadAsync(WatchResourceConsoleLogsRequest.Parser, cancellationToken);
        if (board.Instances.FirstOrDefault(i => i.Id == request.ResourceName) is not { } instance)
        {
            return;
        }

        await foreach (var lines in instance.Log.ReadAsync(!request.SuppressFollow, cancellationToken))
        {
            foreach (var chunk in lines.Chunk(500))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.Add(chunk.Select(l => new ConsoleLogLine { LineNumber = l.Number, Text = l.Text, IsStdErr = l.IsError }));
                await exchange.WriteAsync(update, cancellationToken);
            }
        }
    }

    private async Task ExecuteAsync(GrpcExchange exchange, CancellationToken cancellationToken)
    {
        var request = await exchange.ReadAsync(ResourceCommandRequest.Parser, cancellationToken);
        var response = new ResourceCommandResponse { Kind = ResourceCommandResponseKind.Succeeded };
        if (runners.Find(request.ResourceName) is not { } runner || !await ResourceCommands.ExecuteAsync(runner, request.CommandName))
        {
            response.Kind = ResourceCommandResponseKind.Failed;
            response.ErrorMessage = $"{request.ResourceName} has no command {request.CommandName}";
        }

        await exchange.WriteAsync(response, cancellationToken);
    }
}
