using System.Diagnostics;
using System.Net.Sockets;
using Julie.LocalServers;
using Julie.Tests.Support;
using Npgsql;

namespace Julie.AppHost.Tests;

public sealed class LocalServersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("julie-servers-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Postgres_StoppedAndStartedAgain_KeepsItsDataAndPassword()
    {
        string first;
        await using (var postgres = await LocalPostgres.StartAsync(Postgres(), Cancelled))
        {
            first = postgres.ConnectionString("julie_test");
            await postgres.EnsureDatabaseAsync("julie_test", Cancelled);
            await postgres.EnsureDatabaseAsync("julie_test", Cancelled);
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        }

        var port = new NpgsqlConnectionStringBuilder(first).Port;
        await using var again = await LocalPostgres.StartAsync(Postgres() with { Port = port }, Cancelled);
        Assert.Equal(first, again.ConnectionString("julie_test"));
        Assert.Equal(7, await ExecuteAsync(first, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Postgres_WithoutThePassword_RefusesAConnection()
    {
        await using var postgres = await LocalPostgres.StartAsync(Postgres(), Cancelled);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString("postgres")) { Password = "guess" }.ConnectionString;
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(wrong, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Postgres_OnDataOfAnotherVersion_SaysWhatToInstall()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "postgres", "cluster"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "cluster", "PG_VERSION"), "9", Cancelled);
        var failure = await Assert.ThrowsAsync<LocalServerException>(() => LocalPostgres.StartAsync(Postgres(), Cancelled));
        Assert.Contains("postgresql-9", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RabbitMq_OfAnotherNode_IsNotDisturbedByTheStopOfThis()
    {
        await using var stays = await LocalRabbitMq.StartAsync(new() { DataDirectory = Path.Combine(_folder, "one") }, Cancelled);
        var ends = await LocalRabbitMq.StartAsync(new() { DataDirectory = Path.Combine(_folder, "two") }, Cancelled);
        Assert.NotEqual(stays.Uri.UserInfo, ends.Uri.UserInfo);
        await ends.DisposeAsync();
        Assert.True(Listens(stays.Port));
        Assert.False(Listens(ends.Port));
        await RunningBelow.UntilNoneAsync(Path.Combine(_folder, "two"), TimeSpan.FromSeconds(5), Cancelled);
    }

    [Fact]
    public async Task EverythingStarted_WhenTheParentIsKilled_Ends()
    {
        using var parent = Process.Start(new ProcessStartInfo("dotnet", [RepositoryRoot.Output("Julie.AppHost.Tests.Parent", "Julie.AppHost.Tests.Parent.dll"), _folder])
        {
            RedirectStandardOutput = true,
        })!;
        var ready = (await parent.StandardOutput.ReadLineAsync(Cancelled))!.Split(' ');
        Assert.Equal("ready", ready[0]);
        var ports = ready[1..3].Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(ports, p => Assert.True(Listens(p)));
        Assert.True(RunningBelow.Folder(_folder).Count > 3);

        Signals.KillHard(parent.Id);

        await RunningBelow.UntilNoneAsync(_folder, TimeSpan.FromSeconds(30), Cancelled);
        Assert.All(ports, p => Assert.False(Listens(p)));
    }

    private LocalPostgresOptions Postgres() => new() { DataDirectory = Path.Combine(_folder, "postgres"), Throwaway = true };

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancelled);
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
