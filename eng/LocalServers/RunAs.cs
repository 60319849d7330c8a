using System.Diagnostics;

namespace Julie.LocalServers;

/// <summary>
/// The user that a server runs as. PostgreSQL refuses root and RabbitMQ does not need it, so when we are root they get
/// their package's user (or nobody); otherwise they run as we do.
/// </summary>
internal sealed class RunAs
{
    private readonly string? _user;
    private readonly bool _crossesClosedFolders;

    private RunAs(string? user, bool crossesClosedFolders)
    {
        _user = user;
        _crossesClosedFolders = crossesClosedFolders;
    }

    /// <summary>
    /// Makes <paramref name="folder"/> (0700, owned by the user) and learns whether the user can get there. Below /root it
    /// cannot: a server that refuses root then gets a capability, any other stays root.
    /// </summary>
    public static async Task<RunAs> PrepareAsync(string preferredUser, string folder, bool refusesRoot, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Environment.UserName != "root")
        {
            return new RunAs(null, crossesClosedFolders: false);
        }

        var user = await ExitCodeAsync(["id", "-u", preferredUser], cancellationToken) == 0 ? preferredUser : "nobody";
        await ExitCodeAsync(["chown", "-R", "-h", user + ":", folder], cancellationToken);
        var open = await ExitCodeAsync(new RunAs(user, crossesClosedFolders: false).Command(["test", "-w", folder]), cancellationToken) == 0;
        if (open || refusesRoot)
        {
            return new RunAs(user, crossesClosedFolders: !open);
        }

        await ExitCodeAsync(["chown", "-R", "-h", "root:", folder], cancellationToken);
        return new RunAs(null, crossesClosedFolders: false);
    }

    /// <summary>The command, prefixed with whatever changes the user.</summary>
    public IReadOnlyList<string> Command(IReadOnlyList<string> command)
    {
        if (_user is null)
        {
            return command;
        }

        // The one capability that lets it get to its own data. (RabbitMQ asks access(2) first, which ignores capabilities.)
        string[] capability = _crossesClosedFolders ? ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"] : [];
        return ["setpriv", "--reuid=" + _user, "--regid=" + _user, "--init-groups", .. capability, "--", .. command];
    }

    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (_user is not null)
        {
            await ExitCodeAsync(["chown", "-h", _user + ":", path], cancellationToken);
        }
    }

    private static async Task<int> ExitCodeAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new LocalServerException($"{command[0]} could not be started.");
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await drained;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }
}
