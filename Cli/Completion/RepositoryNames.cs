using System.CommandLine;
using Julie.Client;

namespace Julie.Cli.Completion;

/// <summary>Names of repositories for the shell; where they cannot be had at once, none.</summary>
internal static class RepositoryNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<string> Of(Session session, ParseResult parsed)
    {
        try
        {
            using CancellationTokenSource end = new(Patience);
            using JulieClient client = session.Connect(parsed);
            return [.. Task.Run(() => client.GetRepositoriesAsync(end.Token), end.Token).GetAwaiter().GetResult().Value.Select(one => one.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is JulieException or JulieClientException or OperationCanceledException)
        {
            // A shell that completes shows no errors: the command itself will.
            return [];
        }
    }
}
