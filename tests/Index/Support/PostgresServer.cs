using Julie.Index.Tests.Support;
using Julie.LocalServers;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Julie.Index.Tests.Support;

/// <summary>One server for the whole run: the one that JULIE_TEST_POSTGRES names, or a private one that ends with the run.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private LocalPostgres? _local;
    private string? _folder;
    private string _connectionString = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("JULIE_TEST_POSTGRES") is { Length: > 0 } given)
        {
            _connectionString = given;
            return;
        }

        _folder = Directory.CreateTempSubdirectory("julie-index-tests-").FullName;
        _local = await LocalPostgres.StartAsync(
            new() { DataDirectory = _folder, Throwaway = true }, TestContext.Current.CancellationToken);
        _connectionString = _local.ConnectionString("postgres");
    }

    /// <summary>Creates an empty database and returns how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public async Task DropDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
        await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }
}
