using Julie.Index;
using Julie.ServiceDefaults.Authentication;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Npgsql;

namespace Julie.ServiceDefaults.Database;

/// <summary>
/// Brings the schema up to date and seeds the local admin key before any other hosted service starts. Every service does
/// it: an advisory lock lets one of them work while the others wait.
/// </summary>
internal sealed partial class IndexStartup(IndexMigrator migrator, LocalAdminKey adminKey, TimeProvider time, ILogger<IndexStartup> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken);
                await adminKey.SeedAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && time.GetElapsedTime(start) < Patience)
            {
                LogWaiting(logger, exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(100, LogLevel.Warning, "PostgreSQL is not ready ({Reason}): trying again")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
