using Julie.Index.Segments;
using Microsoft.Extensions.Options;
using Npgsql;
using Pgvector.Npgsql;

namespace Julie.Index.Tests.Support;

/// <summary>A migrated database of one test class.</summary>
public class IndexDatabase(PostgresServer server) : IAsyncLifetime
{
    private readonly string _name = $"index_{Guid.NewGuid():N}";

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public ListReader Lists { get; } = new(Options.Create(new ListCacheOptions()));

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabaseAsync(_name);
        DataSource = NewDataSource();
        await FillAsync();
        await new IndexMigrator(DataSource).MigrateAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the database holds before it is migrated: nothing.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    public NpgsqlDataSource NewDataSource()
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString);
        builder.UseVector();
        return builder.Build();
    }

    /// <summary>One value of a query, for assertions about rows.</summary>
    public async Task<T> ValueAsync<T>(string sql, params object[] parameters)
    {
        await using var command = DataSource.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DataSource.DisposeAsync();
        await server.DropDatabaseAsync(_name);
    }
}
