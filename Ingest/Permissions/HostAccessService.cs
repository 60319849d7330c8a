using Julie.Index.Access;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Permissions;

/// <summary>
/// Takes over who may read repositories at their hosts, where a source is configured. What is due stands in Postgres and is taken there, so that
/// replicas share the work. An answer replaces the one before; without an answer that one holds for a while, and then nothing does.
/// </summary>
internal sealed class HostAccessService(
    HostAccessStore store, HostQuestions questions, IOptions<HostSourcesOptions> options, TimeProvider time, ILogger<HostAccessService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, DateTimeOffset> _quiet = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryRoundAsync(stoppingToken);
                if (options.Value.Count == 0)
                {
                    return;
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Everything that is due now. Without sources: what earlier ones said is forgotten.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        var sources = new Dictionary<long, string>();
        foreach (var repository in options.Value.Count == 0 ? [] : await store.ListAsync(cancellationToken))
        {
            if (options.Value.For(repository.Host, repository.HostId) is { } source)
            {
                sources[repository.Id] = source;
            }
        }

        await store.AssignAsync(sources, cancellationToken);
        while (sources.Count > 0 && await store.TakeDueAsync(Lease, cancellationToken) is { } due)
        {
            await CheckAsync(due, cancellationToken);
        }
    }

    private async Task TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.HostRoundFailed(logger, exception);
        }
    }

    private async Task CheckAsync(DueHostCheck due, CancellationToken cancellationToken)
    {
        if (!options.Value.TryGetValue(due.Source, out var source))
        {
            return;
        }

        if (_quiet.TryGetValue(due.Source, out var until) && until > time.GetUtcNow())
        {
            await store.FailAsync(due.Repository.Id, "The host wants fewer questions and is left alone for a while.", until - time.GetUtcNow(), cancellationToken);
            return;
        }

        try
        {
            var path = Uri.UnescapeDataString(new Uri(due.Repository.Url).AbsolutePath).Trim('/');
            path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
            var readers = await questions.ReadAsync(source, due.Repository.Host, path, await TokenAsync(due.Source, source, cancellationToken), cancellationToken);
            var users = readers.Logins.Select(login => source.User.Replace("{login}", login, StringComparison.Ordinal)).Where(Storable).ToHashSet(StringComparer.Ordinal);
            var groups = source.Group.Length == 0 ? [] : readers.Teams
                .Select(team => source.Group.Replace("{owner}", team.Owner, StringComparison.Ordinal).Replace("{team}", team.Team, StringComparison.Ordinal)).Where(Storable)
                .ToHashSet(StringComparer.Ordinal);
            await store.SucceedAsync(due.Repository.Id, users, groups, source.Interval, source.KeepFor, cancellationToken);
        }
        catch (HostApiException exception)
        {
            if (exception.RetryAfter is { } pause)
            {
                _quiet[due.Source] = time.GetUtcNow() + pause;
            }

            Log.HostCheckFailed(logger, due.Name, exception.Message);
            var next = exception.RetryAfter ?? TimeSpan.FromMinutes(Math.Min(source.Interval.TotalMinutes, Math.Pow(2, Math.Min(due.Failures, 10))));
            await store.FailAsync(due.Repository.Id, exception.Message, next, cancellationToken);
        }
    }

    private static bool Storable(string name) => name.Length is > 0 and <= 300 && !name.Any(char.IsControl);

    private static async Task<string> TokenAsync(string name, HostSourceOptions source, CancellationToken cancellationToken)
    {
        try
        {
            var token = source.Token ?? (await File.ReadAllTextAsync(source.TokenFile!, cancellationToken)).Trim();
            return token.Length > 0 && !token.Any(char.IsControl) && token.All(char.IsAscii)
                ? token
                : throw new HostApiException($"{HostSourcesOptions.Section}:{name} has no token of one line. Remedy: set TokenFile, or Token.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostApiException($"{HostSourcesOptions.Section}:{name}:TokenFile cannot be read ({exception.GetType().Name}). Remedy: check the file and its permissions.", inner: exception);
        }
    }
}
