using System.CommandLine;
using Julie.Client;

namespace Julie.Cli.Completion;

/// <summary>What Julie is asked for while a shell completes; where it cannot be had at once, nothing.</summary>
internal static class Suggestions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Names of the repositories that the key may read.</summary>
    public static IReadOnlyList<string> Repositories(Session session, ParseResult parsed) =>
        Ask(session, parsed, async (client, ct) => (await client.GetRepositoriesAsync(ct)).Value.Select(one => one.Name).Order(StringComparer.Ordinal));

    /// <summary>Languages of the code that the key may read.</summary>
    public static IReadOnlyList<string> Languages(Session session, ParseResult parsed) =>
        Ask(session, parsed, async (client, ct) => (await client.GetLanguagesAsync(ct)).Value.Select(one => one.Language));

    private static IReadOnlyList<string> Ask(Session session, ParseResult parsed, Func<JulieClient, CancellationToken, Task<IEnumerable<string>>> ask)
    {
        try
        {
            using CancellationTokenSource end = new(Patience);
            using JulieClient client = session.Connect(parsed);
            return [.. Task.Run(() => ask(client, end.Token), end.Token).GetAwaiter().GetResult()];
        }
        catch (Exception e) when (e is JulieException or JulieClientException or OperationCanceledException)
        {
            // A shell that completes shows no errors: the command itself will.
            return [];
        }
    }
}
