using System.Diagnostics;

using Julie.Index;
using Julie.ServiceDefaults.Telemetry;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Npgsql;

using Pgvector.Npgsql;

namespace Julie.ServiceDefaults.Database;

internal static class DatabaseExtensions
{
    /// <summary>The data source of the index from <c>ConnectionStrings:index</c>, the Index room's stores, and migrations before anything else starts.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="preparedStatements">So many statements of each connection stay parsed, those that are used most; and a connection is not reset for its next user.</param>
    public static void AddIndexDatabase(this IHostApplicationBuilder builder, int preparedStatements)
    {
        builder.Services.AddSingleton(services =>
        {
            var connectionString = services.GetRequiredService<IConfiguration>().GetConnectionString("index")
                ?? throw new InvalidOperationException("ConnectionStrings:index is not set: start the services with ./julie up, or set it to a PostgreSQL connection string.");
            var dataSource = new NpgsqlDataSourceBuilder(connectionString);
            if (preparedStatements > 0)
            {
                dataSource.ConnectionStringBuilder.MaxAutoPrepare = preparedStatements;
                dataSource.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
                dataSource.ConnectionStringBuilder.NoResetOnClose = true;

                // The pool takes turns among all that are open. A search finds the caches of a server process that rested cold, and takes a third longer after a burst: few stay (docs/benchmarks.md).
                // But two always: who searches once in a while would wait for new ones and their plans.
                dataSource.ConnectionStringBuilder.ConnectionIdleLifetime = 30;
                dataSource.ConnectionStringBuilder.ConnectionPruningInterval = 5;
                dataSource.ConnectionStringBuilder.MinPoolSize = Math.Max(dataSource.ConnectionStringBuilder.MinPoolSize, Math.Min(2, dataSource.ConnectionStringBuilder.MaxPoolSize));
            }

            dataSource.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
            dataSource.UseVector();
            dataSource.ConfigureTracing(tracing => tracing
                .EnablePhysicalOpenTracing(enable: false)
                .ConfigureCommandSpanNameProvider(command => SqlSpanName.Of(command.CommandText))
                // Statements of background loops belong to no request or message: each would be a trace of its own.
                .ConfigureCommandFilter(_ => IsTraced())
                .ConfigureBatchFilter(_ => IsTraced())
                .ConfigureCopyOperationFilter(_ => IsTraced()));
            return dataSource.Build();
        });
        builder.Services.AddIndex();
        builder.Services.AddHostedService<IndexStartup>();
        builder.Services.AddExceptionHandler<UnavailableHandler>();
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            "postgres", services => new DatabaseHealthCheck(services.GetRequiredService<NpgsqlDataSource>()), failureStatus: null, tags: ["ready"]));
    }

    private static bool IsTraced() => Activity.Current is { } current && !current.IsBulk();
}
