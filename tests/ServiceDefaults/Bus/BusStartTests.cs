using Julie.LocalServers;
using Julie.ServiceDefaults.Bus;

using MassTransit;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Julie.ServiceDefaults.Tests.Bus;

/// <summary>A broker that fails while a service declares its queues: the service consumes once it is back, without a restart of the process.</summary>
public sealed class BusStartTests : IAsyncLifetime
{
    /// <summary>Shorter than the keeper's patience: these must come back by themselves.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("julie-bus-start-");
    private LocalRabbitMq rabbit = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rabbit = await LocalRabbitMq.StartAsync(new() { DataDirectory = folder.FullName }, Token);

    public async ValueTask DisposeAsync()
    {
        await rabbit.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_BrokerStopsMeanwhile_ConsumesOnceItIsBack()
    {
        var cases = Enum.GetValues<AmqpMethod>().SelectMany(method => new[] { (method, BrokerFailure.Dies), (method, BrokerFailure.Stops) });
        await Task.WhenAll(cases.Select(one => ConsumesAsync(one.method, one.Item2, _ => { })));
    }

    [Theory]
    [InlineData(AmqpMethod.QueueDeclare)]
    [InlineData(AmqpMethod.BasicConsume)]
    public Task Start_BrokerDoesNotAnswer_ConsumesWithoutARestart(AmqpMethod method) =>
        ConsumesAsync(method, BrokerFailure.Silent, options => (options.LookInterval, options.Patience) = (TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2)));

    private async Task ConsumesAsync(AmqpMethod method, BrokerFailure failure, Action<BusOptions> configure)
    {
        await using var proxy = new BrokerProxy(rabbit.Uri, method, failure);
        var received = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var names = Array.ConvertAll(received, _ => $"test-{Guid.NewGuid():N}");
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:rabbitmq", proxy.Uri.AbsoluteUri)]);
        builder.AddMessageBus(endpoints: (_, bus) =>
        {
            foreach (var (name, come) in names.Zip(received))
            {
                bus.ReceiveEndpoint(name, endpoint =>
                {
                    endpoint.UseReliableQueue(name);
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.Handler<Ring>(_ =>
                    {
                        come.TrySetResult();
                        return Task.CompletedTask;
                    });
                });
            }
        });
        builder.Services.Configure(configure);
        using var host = builder.Build();
        await host.StartAsync(Token);
        var sender = host.Services.GetRequiredService<IBus>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(failure == BrokerFailure.Silent ? 3 * Soon : Soon);
        foreach (var (name, come) in names.Zip(received))
        {
            try
            {
                await UntilReceivedAsync(sender, name, come.Task, patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{method}, {failure}: {host.Services.GetRequiredService<IBusControl>().CheckHealth().Description}; nothing came to {name}");
            }
        }

        Assert.True(proxy.Failed);
        await host.StopAsync(Token);
    }

    /// <summary>As the reconciler does: rung again until it is heard.</summary>
    private static async Task UntilReceivedAsync(IBus sender, string queue, Task received, CancellationToken cancellationToken)
    {
        while (!received.IsCompleted)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            wait.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await sender.SendAsync(QueueAddress.Of(queue), new Ring(1), null, wait.Token);
                await received.WaitAsync(wait.Token);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The broker is away, or nobody listens yet.
            }
        }
    }

    private sealed record Ring(int Number);
}
