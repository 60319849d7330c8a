using System.Diagnostics;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Starts git: always by an argument array, in a clean environment, with everything off that could run code.</summary>
internal sealed class GitCommand(IOptions<IngestOptions> options)
{
    // SECURITY: set for every call. Values on the command line win over any configuration file.
    private static readonly string[] Hardening =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.symlinks=false", "-c", "core.askPass=",
        "-c", "credential.helper=", "-c", "http.followRedirects=false", "-c", "http.proxy=", "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30",
        "-c", "protocol.version=2", "-c", "submodule.recurse=false", "-c", "fetch.recurseSubmodules=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
    ];

    // Nothing else of this service's environment reaches git: no GIT_*, no proxies, no agents.
    private static readonly string[] Inherited = ["PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "TMPDIR"];

    public Process Start(IEnumerable<string> arguments, GitAccess access, TimeSpan limit)
    {
        var info = ProcessGroup.StartInfo("git", [.. Hardening, .. access.Configuration, .. arguments], limit);
        var environment = Inherited.Select(name => (name, Environment.GetEnvironmentVariable(name))).ToArray();
        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            if (value is not null)
            {
                info.Environment[name] = value;
            }
        }

        info.Environment["HOME"] = options.Value.DataDirectory;
        info.Environment["LC_ALL"] = "C";
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        info.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        info.Environment["GIT_ATTR_NOSYSTEM"] = "1";
        info.Environment["GIT_TERMINAL_PROMPT"] = "0";
        info.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        info.Environment["GIT_NO_LAZY_FETCH"] = "1";
        info.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        info.Environment["GIT_ALLOW_PROTOCOL"] = access.Protocols;
        if (access.Secret is { } secret)
        {
            // SECURITY: by environment, which only this user reads: everyone sees arguments, and URLs end in logs.
            info.Environment["GIT_CONFIG_COUNT"] = "1";
            info.Environment["GIT_CONFIG_KEY_0"] = secret.Key;
            info.Environment["GIT_CONFIG_VALUE_0"] = secret.Value;
        }

        info.WorkingDirectory = Directory.CreateDirectory(options.Value.DataDirectory).FullName;
        try
        {
            return Process.Start(info) ?? throw new InvalidOperationException("no process");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new GitException(GitFailure.Local, $"git cannot be started ({exception.Message}). Remedy: install git 2.37 or newer on the machine that runs ingest.", exception);
        }
    }
}
