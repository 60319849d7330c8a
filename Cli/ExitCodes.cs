namespace Julie.Cli;

/// <summary>What the command's exit code says. <c>julie --help</c> prints the same list: keep both.</summary>
internal static class ExitCodes
{
    /// <summary>Done; a search had at least one result.</summary>
    public const int Ok = 0;

    /// <summary>A search without results, a sync that failed, a thing that does not exist.</summary>
    public const int Nothing = 1;

    /// <summary>The command line, the query or the repository's address cannot be used as it is.</summary>
    public const int Usage = 2;

    /// <summary>The services do not answer, a part that they need is down, or something went wrong in them.</summary>
    public const int Unreachable = 3;

    /// <summary>No key, an unknown key, or a key that may not do this.</summary>
    public const int Refused = 4;

    /// <summary>Ended by Ctrl+C, as shells expect it.</summary>
    public const int Interrupted = 130;
}
