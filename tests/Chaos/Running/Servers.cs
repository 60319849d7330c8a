using Julie.LocalServers;

using Npgsql;

namespace Julie.Chaos.Tests.Running;

/// <summary>PostgreSQL and RabbitMQ as private processes that can be stopped, killed and started again on the same data and port.</summary>
public sealed class Servers : IAsyncLifetime
{
    private const int Starts = 5;
    private readonly LocalPostgresOptions _postgresOptions;
    private readonly LocalRabbitMqOptions _rabbitOptions;
    private LocalPostgres _postgres = null!;
    private LocalRabbitMq _rabbit = null!;

    public Servers()
    {
        Folder = Directory.CreateTempSubdirectory("julie-chaos-").FullName;
        // Without fsync: processes are killed here, not the machine.
        _postgresOptions = new() { DataDirectory = Path.Combine(Folder, "postgres"), Port = TestPort.Find(), Throwaway = true };
        _rabbitOptions = new() { DataDirectory = Path.Combine(Folder, "rabbitmq"), Port = TestPort.Find() };
    }

    /// <summary>Everything of this run lies below it.</summary>
    public string Folder { get; }

    public Uri Broker => _rabbit.Uri;

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var broker = LocalRabbitMq.StartAsync(_rabbitOptions, token);
        _postgres = await LocalPostgres.StartAsync(_postgresOptions, token);
        _rabbit = await broker;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_postgres?.DisposeAsync().AsTask() ?? Task.CompletedTask, _rabbit?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        if (Settings.Keep)
        {
            Settings.Say($"kept: {Folder}");
        }
        else
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    public string ConnectionString(string database) => _postgres.ConnectionString(database);

    public Task CreateDatabaseAsync(string database, CancellationToken cancellationToken) => _postgres.EnsureDatabaseAsync(database, cancellationToken);

    public async Task RestartPostgresAsync(bool kill, CancellationToken cancellationToken)
    {
        await (kill ? _postgres.Process.KillAsync(cancellationToken) : _postgres.StopAsync(cancellationToken));
        await _postgres.DisposeAsync();
        _postgres = await AgainAsync(() => LocalPostgres.StartAsync(_postgresOptions, cancellationToken));
    }

    public async Task RestartBrokerAsync(bool kill, CancellationToken cancellationToken)
    {
        await (kill ? _rabbit.Process.KillAsync(cancellationToken) : _rabbit.StopAsync(cancellationToken));
        await _rabbit.DisposeAsync();
        _rabbit = await AgainAsync(() => LocalRabbitMq.StartAsync(_rabbitOptions, cancellationToken));
    }

    /// <summary>Ends every session of the database but this one.</summary>
    public async Task<long> TerminateSessionsAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1", connection);
        command.Parameters.Add(new() { Value = database });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A server that was killed may have left something that its successor meets for a moment.</summary>
    private static async Task<T> AgainAsync<T>(Func<Task<T>> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start();
            }
            catch (LocalServerException) when (attempt < Starts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
