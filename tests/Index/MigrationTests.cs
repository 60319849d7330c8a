using Julie.Index.Schema;
using Julie.Index.Tests.Support;
using Npgsql;
using Pgvector;
using Pgvector.Npgsql;

namespace Julie.Index.Tests;

public sealed class MigrationTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void SchemaFiles_Numbers_AreTakenOnce() => Assert.Equal(SchemaFiles.List().Select(f => f.Version).Distinct(), SchemaFiles.List().Select(f => f.Version));

    [Fact]
    public async Task Migrate_FromFourServicesAtOnce_RunsEachFileOnce()
    {
        const string name = "migrations_at_once";
        var connectionString = await server.CreateDatabaseAsync(name);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync(connectionString)));

            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("select count(*) from schema_version");
            Assert.Equal((long)SchemaFiles.List().Count, await command.ExecuteScalarAsync(Token));
        }
        finally
        {
            await server.DropDatabaseAsync(name);
        }
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseVector();
        await using var source = builder.Build();
        await new IndexMigrator(source).MigrateAsync(Token);

        // The extension's types are usable at once, though this data source had connected before they existed.
        await using var command = source.CreateCommand("select $1::halfvec");
        command.Parameters.Add(new() { Value = new HalfVector(new Half[] { (Half)1 }) });
        Assert.IsType<HalfVector>(await command.ExecuteScalarAsync(Token));
    }
}
