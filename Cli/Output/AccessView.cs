using System.Globalization;
using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Output;

/// <summary>Keys, grants and the audit log as tables without frames.</summary>
internal static class AccessView
{
    public static IRenderable Issued(KeyInfo key)
    {
        string reads = key.Scopes.Contains("admin") ? "every repository" : key.Repositories.Count > 0 ? string.Join(", ", key.Repositories) : "nothing yet: julie grants add PATTERN --key " + key.Name;
        string ends = key.ExpiresAt is { } end ? $"until {Time(end)}" : "without an end";
        string overlap = key.PreviousUntil is { } until ? $"; the secret before works until {Time(until)}" : string.Empty;
        return new Markup($"key [bold]{Escape(key.Name)}[/] ({key.Id}), {Escape(string.Join(", ", key.Scopes))}, {ends}{overlap}; reads {Escape(reads)}. Its secret, shown this once:\n");
    }

    public static IRenderable Keys(IReadOnlyList<KeyInfo> keys, DateTimeOffset now)
    {
        Table table = Table("id", "name", "scopes", "repositories", "created", "last used", "state");
        foreach (KeyInfo key in keys)
        {
            string state = key.RevokedAt is { } revoked ? $"[red]revoked {Time(revoked)}[/]"
                : key.ExpiresAt is { } end ? end <= now ? $"[red]expired {Time(end)}[/]" : $"until {Time(end)}"
                : "[green]valid[/]";
            table.AddRow(
                Number(key.Id), Escape(key.Name), Escape(string.Join(", ", key.Scopes)),
                key.Scopes.Contains("admin") ? "all" : Escape(key.Repositories.Count > 3 ? $"{string.Join(", ", key.Repositories.Take(3))} +{key.Repositories.Count - 3}" : string.Join(", ", key.Repositories)),
                Time(key.CreatedAt), key.LastUsedAt is { } used ? Time(used) : "never",
                state + (key.PreviousUntil is { } until ? $", secret before until {Time(until)}" : string.Empty));
        }

        return table;
    }

    public static IRenderable Grants(IReadOnlyList<GrantInfo> grants)
    {
        if (grants.Count == 0)
        {
            return new Markup("No grants. Make one: [bold]julie grants add PATTERN --key|--user|--group NAME[/]\n");
        }

        Table table = Table("id", "to", "repository", "matches", "created", "by");
        foreach (GrantInfo grant in grants)
        {
            table.AddRow(Number(grant.Id), Markup.Escape(Grantee(grant)), Escape(grant.Repository), Figures.Count(grant.Matches), Time(grant.CreatedAt), Escape(grant.CreatedBy));
        }

        return table;
    }

    public static IRenderable Hosts(IReadOnlyList<HostAccess> hosts)
    {
        if (hosts.Count == 0)
        {
            return new Markup("No host is asked. docs/security.md tells how to set one up.\n");
        }

        Table table = Table("repository", "source", "users", "groups", "asked", "holds until", "error");
        foreach (HostAccess host in hosts)
        {
            table.AddRow(
                Escape(host.Repository), Escape(host.Source), Figures.Count(host.Users), Figures.Count(host.Groups), host.CheckedAt is { } at ? Time(at) : "not yet",
                host.ValidUntil is { } until ? Time(until) : "-", host.Error is null ? string.Empty : $"[red]{Escape(host.Error)}[/]");
        }

        return table;
    }

    public static IRenderable Audit(IReadOnlyList<AuditEvent> events, bool all)
    {
        if (events.Count == 0)
        {
            return new Markup(all ? "Nothing was done yet.\n" : "Nothing of that was done.\n");
        }

        Table table = Table("id", "at", "who", "did", "to", "details");
        foreach (AuditEvent one in events)
        {
            string details = string.Join(", ", one.Details.EnumerateObject().Where(d => d.Value.ToString().Length > 0).Select(d => $"{d.Name} {d.Value}"));
            table.AddRow(
                Number(one.Id), one.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Escape(one.Actor), Escape(one.Action), Escape(one.Target), Escape(details));
        }

        return table;
    }

    public static string Grantee(GrantInfo grant) => Printable.Text(
        grant.Key is { } key ? $"key {key}" : grant.User is { } user ? $"user {user}" : $"group {grant.Group}");

    private static Table Table(params string[] titles)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in titles)
        {
            table.AddColumn(new TableColumn($"[grey]{title}[/]").Padding(0, 0, 2, 0));
        }

        return table;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));
}
