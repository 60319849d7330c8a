using System.Text.Json;

namespace Julie.Ingest.Permissions;

/// <summary>Who may read a repository's code, asked of each kind of host in its own words.</summary>
internal sealed class HostQuestions(HostApi api)
{
    // Guests (10) and planners (15) of GitLab see a private project, not its code.
    private const int Reporter = 20;

    /// <param name="source">How to ask.</param>
    /// <param name="host">The repository's host.</param>
    /// <param name="path">Its path there, as its address has it.</param>
    /// <param name="token">The token to ask with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HostApiException">The host did not answer.</exception>
    public Task<HostReaders> ReadAsync(HostSourceOptions source, string host, string path, string token, CancellationToken cancellationToken)
    {
        var address = source.Address(host);
        return source.Provider switch
        {
            "github" => GitHubAsync(address, Escaped(path), token, source.Group.Length > 0, cancellationToken),
            "gitlab" => GitLabAsync(address, path, token, cancellationToken),
            _ => GiteaAsync(address, Escaped(path), token, source.Group.Length > 0, cancellationToken),
        };
    }

    /// <summary>Collaborators are all who have access, by whatever way: https://docs.github.com/rest/collaborators/collaborators.</summary>
    private async Task<HostReaders> GitHubAsync(Uri address, string path, string token, bool teams, CancellationToken cancellationToken)
    {
        if (await api.ListAsync(address, $"repos/{path}/collaborators?affiliation=all&per_page=100", token, cancellationToken) is not { } people)
        {
            return HostReaders.Nobody;
        }

        var groups = teams ? await api.ListAsync(address, $"repos/{path}/teams?per_page=100", token, cancellationToken) ?? [] : [];
        return new(
            [.. people.Where(one => Flag(one, "permissions", "pull")).Select(one => Text(one, "login")).OfType<string>()],
            [.. groups.Select(team => (path.Split('/')[0], Text(team, "slug") ?? "")).Where(team => team.Item2.Length > 0)]);
    }

    /// <summary>Members of the project, of its groups and of those that are invited: https://docs.gitlab.com/api/members/.</summary>
    private async Task<HostReaders> GitLabAsync(Uri address, string path, string token, CancellationToken cancellationToken) =>
        await api.ListAsync(address, $"projects/{Uri.EscapeDataString(path)}/members/all?per_page=100", token, cancellationToken) is { } members
            ? new(
                [.. members.Where(one => Number(one, "access_level") >= Reporter && Text(one, "state") == "active").Select(one => Text(one, "username")).OfType<string>().Distinct()],
                [])
            : HostReaders.Nobody;

    /// <summary>Collaborators, the members of teams that have the code, or the owner: https://docs.gitea.com/api.</summary>
    private async Task<HostReaders> GiteaAsync(Uri address, string path, string token, bool asGroups, CancellationToken cancellationToken)
    {
        if (await api.FindAsync(address, $"repos/{path}", token, cancellationToken) is not { } repository)
        {
            return HostReaders.Nobody;
        }

        var people = await api.ListAsync(address, $"repos/{path}/collaborators?limit=50", token, cancellationToken) ?? [];
        List<string> logins = [.. people.Select(one => Text(one, "login")).OfType<string>()];
        // No list of teams: the owner is a person.
        if (await api.ListAsync(address, $"repos/{path}/teams?limit=50", token, cancellationToken) is not { } teams)
        {
            var owner = repository.TryGetProperty("owner", out var person) ? Text(person, "login") : null;
            return new([.. logins.Concat(owner is null ? [] : [owner]).Distinct()], []);
        }

        List<(string, string)> groups = [];
        foreach (var team in teams.Where(HasCode))
        {
            var members = await api.ListAsync(address, $"teams/{Number(team, "id")}/members?limit=50", token, cancellationToken) ?? [];
            logins.AddRange(members.Select(one => Text(one, "login")).OfType<string>());
            if (asGroups && Text(team, "name") is { Length: > 0 } name)
            {
                groups.Add((path.Split('/')[0], name));
            }
        }

        return new([.. logins.Distinct()], groups);
    }

    /// <summary>Owners and administrators have everything; else the team's units say it.</summary>
    private static bool HasCode(JsonElement team) =>
        Text(team, "permission") is "owner" or "admin"
        || (team.TryGetProperty("units_map", out var units) && units.ValueKind == JsonValueKind.Object && Text(units, "repo.code") is { } code && code != "none");

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    private static bool Flag(JsonElement element, string inside, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(inside, out var flags) && flags.ValueKind == JsonValueKind.Object
        && flags.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
