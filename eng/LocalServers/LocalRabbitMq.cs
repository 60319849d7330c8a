using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Julie.LocalServers;

/// <summary>A running private RabbitMQ node; it ends, its port mapper (epmd) included, with this object and with this process.</summary>
public sealed class LocalRabbitMq : IAsyncDisposable
{
    private const string User = "julie";
    private readonly ServerProcess _server;
    private readonly string _password;

    private LocalRabbitMq(ServerProcess server, string executable, int port, string password)
    {
        Executable = executable;
        _server = server;
        _password = password;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The program that runs.</summary>
    public string Executable { get; }

    /// <summary>amqp://user:password@127.0.0.1:port</summary>
    public Uri Uri => new(string.Create(CultureInfo.InvariantCulture, $"amqp://{User}:{_password}@127.0.0.1:{Port}"));

    public SupervisedProcess Process => _server.Process;

    /// <summary>Starts the node and waits until it speaks AMQP, which it does once everything else has started.</summary>
    public static async Task<LocalRabbitMq> StartAsync(LocalRabbitMqOptions options, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.DataDirectory);
        var executable = FindServer();
        var runAs = await RunAs.PrepareAsync("rabbitmq", folder, refusesRoot: false, cancellationToken);
        var password = await Secret.ReadOrCreateAsync(Path.Combine(folder, "password"), cancellationToken);
        var port = options.Port == 0 ? FreePort.Find() : options.Port;
        await WriteConfigurationAsync(folder, port, password, runAs, cancellationToken);
        var server = await ServerProcess.StartAsync(
            runAs.Command([executable]),
            new SupervisedProcessOptions
            {
                FileName = "",
                OnOutput = options.OnOutput,
                Environment = Variables(folder),
                WorkingDirectory = folder,
                StopTimeout = TimeSpan.FromSeconds(30),
            },
            cancellationToken);
        var rabbit = new LocalRabbitMq(server, executable, port, password);
        try
        {
            await server.WaitUntilUpAsync("RabbitMQ", rabbit.AnswersAsync, options.StartTimeout, TimeProvider.System, cancellationToken);
            return rabbit;
        }
        catch
        {
            await rabbit.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server.Process.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string FindServer()
    {
        // Debian's /usr/sbin/rabbitmq-server is a wrapper that changes the user and ignores our settings: it is not asked.
        string?[] folders = [Environment.GetEnvironmentVariable("JULIE_RABBITMQ_BIN"), "/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"];
        return folders.Where(f => !string.IsNullOrEmpty(f)).Select(f => Path.Combine(f!, "rabbitmq-server")).FirstOrDefault(File.Exists)
            ?? throw new LocalServerException("rabbitmq-server was not found in /usr/lib/rabbitmq/bin or /opt/rabbitmq/sbin. Run ./julie setup, or install it (apt-get install rabbitmq-server), or set JULIE_RABBITMQ_BIN to its folder.");
    }

    private static async Task WriteConfigurationAsync(string folder, int port, string password, RunAs runAs, CancellationToken cancellationToken)
    {
        // SECURITY: the default user is made with this password on the node's first start, so the file is the owner's alone.
        var configuration = $"""
            listeners.tcp.local = 127.0.0.1:{port}
            default_user = {User}
            default_pass = {password}
            log.file = false
            log.console = true
            log.console.level = info
            disk_free_limit.absolute = 200MB
            """;
        var file = Path.Combine(folder, "rabbitmq.conf");
        await File.WriteAllTextAsync(file, configuration + "\n", cancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await runAs.OwnAsync(file, cancellationToken);
        var plugins = Path.Combine(folder, "enabled_plugins");
        await File.WriteAllTextAsync(plugins, "[].\n", cancellationToken);
        await runAs.OwnAsync(plugins, cancellationToken);
    }

    private static Dictionary<string, string?> Variables(string folder) => new()
    {
        // The cookie lives in the home directory; a private one keeps this node apart from any other on the machine.
        ["HOME"] = folder,
        ["RABBITMQ_BASE"] = folder,
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "nodes"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        // Data belongs to a node name: one without this machine's name survives a change of it.
        ["RABBITMQ_NODENAME"] = "julie@localhost",
        ["RABBITMQ_DIST_PORT"] = FreePort.Find().ToString(CultureInfo.InvariantCulture),
        // +sbwt*: schedulers that wait by spinning take the processor from those who share it here.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
        // The node starts its port mapper as a daemon; on a port of its own, so that it is ours to end (supervise.sh does).
        ["ERL_EPMD_PORT"] = FreePort.Find().ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["NOTIFY_SOCKET"] = null,
        ["RABBITMQ_NODE_PORT"] = null,
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "node.pid"),
    };

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            var stream = client.GetStream();
            // AMQP 0-9-1's greeting; the server answers with a method frame (type 1), or with its own "AMQP" when it disagrees.
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, cancellationToken) == 1 && answer[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
