using System.Globalization;
using Npgsql;

namespace Julie.LocalServers;

/// <summary>A running private PostgreSQL server; it ends with this object and with this process.</summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private const string Superuser = "julie";
    private readonly ServerProcess _server;
    private readonly string _password;

    private LocalPostgres(ServerProcess server, string executable, int port, string password)
    {
        Executable = executable;
        _server = server;
        _password = password;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The program that runs.</summary>
    public string Executable { get; }

    public SupervisedProcess Process => _server.Process;

    /// <summary>Makes the cluster when it is missing, starts the server and waits until it accepts connections.</summary>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.DataDirectory);
        var cluster = Path.Combine(folder, "cluster");
        var binaries = PostgresBinaries.Find(cluster);
        var runAs = await RunAs.PrepareAsync("postgres", folder, refusesRoot: true, cancellationToken);
        var password = await Secret.ReadOrCreateAsync(Path.Combine(folder, "password"), cancellationToken);
        await runAs.OwnAsync(Path.Combine(folder, "password"), cancellationToken);
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            await InitialiseAsync(binaries, folder, runAs, options, cancellationToken);
        }

        var port = options.Port == 0 ? FreePort.Find() : options.Port;
        var server = await ServerProcess.StartAsync(
            runAs.Command([Path.Combine(binaries, "postgres"), "-D", cluster, .. PostgresSettings.Arguments(port, options.Throwaway)]),
            new SupervisedProcessOptions { FileName = "", StopSignal = StopSignal.Interrupt, OnOutput = options.OnOutput, Environment = Locale },
            cancellationToken);
        var postgres = new LocalPostgres(server, Path.Combine(binaries, "postgres"), port, password);
        try
        {
            await server.WaitUntilUpAsync("PostgreSQL", postgres.AnswersAsync, options.StartTimeout, TimeProvider.System, cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>For clients on this machine; the database need not exist yet.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={Superuser};Password={_password};Database={database}");

    /// <summary>Creates the database unless it exists.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new() { Value = database });
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return;
        }

        // CREATE DATABASE takes no parameters: the name is quoted by the builder instead.
        using var quote = new NpgsqlCommandBuilder();
        await using var create = source.CreateCommand("CREATE DATABASE " + quote.QuoteIdentifier(database));
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another client was faster.
        }
    }

    /// <summary>Fast shutdown: clients are disconnected, nothing committed is lost.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.Process.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Dictionary<string, string?> Locale => new() { ["LC_ALL"] = "C.UTF-8", ["PGDATA"] = null, ["PGPORT"] = null };

    private static async Task InitialiseAsync(
        string binaries, string folder, RunAs runAs, LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        // Under another name until it is whole: a start that is cut off here begins anew.
        var unfinished = Path.Combine(folder, "cluster.new");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        string[] command =
        [
            Path.Combine(binaries, "initdb"), "--pgdata", unfinished, "--username", Superuser, "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--auth", "scram-sha-256", "--pwfile", Path.Combine(folder, "password"),
            .. options.Throwaway ? ["--no-sync"] : Array.Empty<string>(),
        ];
        var lines = new RecentLines(options.OnOutput);
        var prefixed = runAs.Command(command);
        await using var initdb = await SupervisedProcess.StartAsync(
            new() { FileName = prefixed[0], Arguments = [.. prefixed.Skip(1)], OnOutput = lines.Add, Environment = Locale }, cancellationToken);
        if (await initdb.Completion.WaitAsync(cancellationToken) is not 0 and var exitCode)
        {
            throw new LocalServerException($"PostgreSQL's initdb ended with exit code {exitCode}:{lines}");
        }

        Directory.Move(unfinished, Path.Combine(folder, "cluster"));
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException e) when (e is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
        {
            return false;
        }
    }
}
