using System.Net.Http.Json;
using System.Security.Cryptography;

using Julie.Chaos.Tests.Remotes;
using Julie.Chaos.Tests.Running;
using Julie.Contracts.Api;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>Repositories, addresses and refs that are made to do harm, against the real service.</summary>
public sealed class HostileRepositoryTests(Servers servers)
{
    // Two trees of hundreds of thousands of paths are read at the same time; a machine with much memory collects late.
    private const long MostMemory = 2048L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostileRepositories_EndInAListedStateAndReachNothing()
    {
        Assert.SkipUnless(Settings.FuzzAskedFor, "most of a minute, and asked for by ./julie fuzz");
        await using var fleet = await Fleet.StartAsync(servers, "hostile", new FleetOptions
        {
            QueryApi = false,
            Settings = HostShape.Hooks(new Dictionary<string, string?>
            {
                ["Julie__Ingest__ReconcileInterval"] = "00:00:02",
                ["Julie__Ingest__MaxFiles"] = "200000",
                ["Julie__Ingest__GitTimeout"] = "00:02:00",
                ["Julie__Hooks__github__Register__0"] = "*",
            }),
        }, Token);
        var (ingest, http) = fleet.Ingests.Single();
        var canary = Directory.CreateDirectory(Path.Combine(servers.Folder, "canary")).FullName;
        var answers = new List<string>();
        foreach (var hostile in HostileRepository.All)
        {
            var directory = Directory.CreateDirectory(Path.Combine(servers.Folder, "hostile-remotes", $"{hostile.Name}.git")).FullName;
            await GitProgram.RunAsync(directory, Token, "init", "--quiet", "--bare", "-b", "main");
            hostile.Make(new HostileRepository.Place(directory, canary, new Random(Settings.Seed)));
            answers.Add($"{hostile.Name}: {await RegisterAsync(http, directory, ["*", "refs/tags/*"])}");
        }

        foreach (var address in EvilAddresses(canary))
        {
            answers.Add($"{address}: {await RegisterAsync(http, address, null)}");
            await AnnounceAsync(http, address);
        }

        foreach (var pattern in new[] { $"--upload-pack=touch {canary}/ref", "$(id)", "\0", "refs/heads/..", new string('*', 10_000), "^", " ", "\ud800" })
        {
            answers.Add($"ref {pattern}: {await RegisterAsync(http, Path.Combine(servers.Folder, "hostile-remotes", "names.git"), [pattern])}");
        }

        await UntilEndedAsync(fleet);
        var peak = ProcessMemory.Peak(ingest.ProcessId);
        var states = await StatesAsync(fleet);
        Settings.Say($"hostile repositories: seed {Settings.Seed}, {HostileRepository.All.Count} repositories, {answers.Count - HostileRepository.All.Count} addresses and refs, peak memory {peak >> 20} MiB");
        states.ForEach(Settings.Say);

        Assert.DoesNotContain(answers, a => a.Contains(": 5", StringComparison.Ordinal));
        Assert.Contains(states, s => s.StartsWith("path-bomb: failed: The tree has more than", StringComparison.Ordinal));
        Assert.Contains(states, s => s.StartsWith("long-path-bomb: failed: The paths of the tree have more than", StringComparison.Ordinal));
        // What is beside the harm is found all the same.
        Assert.All(["names", "dots", "links", "broken-objects", "contents", "submodules", "blob-bomb"], name => Assert.Contains(states, s => s.StartsWith($"{name}: applied", StringComparison.Ordinal)));
        Assert.Equal(1, ingest.Starts);
        Assert.InRange(peak, 1, MostMemory);
        Assert.Empty(Directory.GetFileSystemEntries(canary));
        Assert.Empty(Outside(Path.Combine(fleet.Folder, ingest.Name)));
        await Eventually.TrueAsync("no process is left", Patience, () => Task.FromResult(Descendants(ingest.ProcessId) is { Count: > 0 } left ? string.Join(", ", left) : null), Token);
        await StillServesAsync(fleet);
    }

    private static IEnumerable<string> EvilAddresses(string canary) =>
    [
        "", " ", "-", $"--upload-pack=touch {canary}/url", $"-u touch {canary}/url", $"ext::sh -c touch% {canary}/ext", $"ext::touch {canary}/ext", "fd::17", "file:///etc", "file:///etc/passwd", "file:///proc/self",
        "file://example.org/etc", "file:///%00", "file:///..", "/", "/etc", "/dev/null", "/dev/stdin", "/proc/self/root", "/proc/self/cwd/..", "..", "./x", "~root", "ssh://-oProxyCommand=touch/x", $"ssh://-oProxyCommand=touch {canary}/ssh/x",
        $"git@-oProxyCommand=touch {canary}/ssh:x", "git://127.0.0.1/x", "http://127.0.0.1/x", "https://127.0.0.1/x", "https://[::1]/x", "https://0/x", "https://2130706433/x", "https://0x7f.1/x", "https://127.1/x", "https://localhost/x",
        "https://169.254.169.254/latest/meta-data", "https://[::ffff:127.0.0.1]/x", "https://user:password@127.0.0.1/x", "https://127.0.0.1:99999/x", "https://127.0.0.1:-1/x", "https:///x", "https://", "https://%00/x", "https://xn--/x",
        "https://127.0.0.1/x?--upload-pack=x", "https://127.0.0.1/x#y", "https://127.0.0.1/\n--upload-pack=x", "https://\u202e127.0.0.1/x", "javascript:alert(1)", "\0", "\ud800", new string('a', 100_000), "https://" + new string('a', 70_000) + "/x",
    ];

    private static async Task<string> RegisterAsync(HttpClient http, string url, IReadOnlyList<string>? refs)
    {
        using var response = await http.PostAsJsonAsync("/api/repositories", new RegisterRepository(url, null, refs), Token);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}";
    }

    /// <summary>The same address in a proven push of a hook that registers whatever it names.</summary>
    private static async Task AnnounceAsync(HttpClient http, string url)
    {
        var body = JsonContent.Create(new { @ref = "refs/heads/main", after = new string('1', 40), repository = new { clone_url = url, default_branch = "main" } });
        var bytes = await body.ReadAsByteArrayAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hooks/github") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(global::System.Text.Encoding.UTF8.GetBytes(HostShape.Secret), bytes))}");
        using var response = await http.SendAsync(request, Token);
        Assert.InRange((int)response.StatusCode, 200, 499);
    }

    private static Task UntilEndedAsync(Fleet fleet) => Eventually.TrueAsync("every sync has ended, and every delivery was looked at", Patience, async () =>
    {
        var waiting = await LinesAsync(fleet,
            """
            select r.name || ' ' || f.name || ' is ' || s.state || coalesce(' ' || s.stage, '') from sync_run s join ref f on f.id = s.ref_id join repository r on r.id = f.repository_id where s.finished_at is null
            union all select 'delivery of ' || left(coalesce(url, ''), 80) from delivery where outcome = 'waiting' and attempts = 0
            """);
        return waiting.Count > 0 ? string.Join("; ", waiting.Take(10)) : null;
    }, Token);

    private static Task<List<string>> StatesAsync(Fleet fleet) => LinesAsync(fleet,
        """
        select left(r.name || ': ' || s.state || coalesce(': ' || s.error, '') || ' (' ||
          coalesce((select string_agg(t.n || ' ' || t.what, ', ' order by t.what) from (select coalesce(skip_reason, state) as what, count(*) as n from tree_entry where ref_id = f.id group by 1) t), 'nothing') || ')', 300)
        from ref f join repository r on r.id = f.repository_id
        join lateral (select * from sync_run where ref_id = f.id order by id desc limit 1) s on true
        where f.is_default order by 1
        """);

    /// <summary>Links, and anything in the data directory that is neither a repository nor the service's own file.</summary>
    private static List<string> Outside(string dataDirectory) =>
    [
        .. Directory.EnumerateFileSystemEntries(dataDirectory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, MaxRecursionDepth = 6 })
            .Where(e => new FileInfo(e).LinkTarget is not null),
        .. Directory.EnumerateFileSystemEntries(dataDirectory).Where(e => !e.EndsWith(".git", StringComparison.Ordinal) && Path.GetFileName(e) != "languages.txt"),
    ];

    /// <summary>What the process started and what is still there, but for the parsers that rest.</summary>
    private static List<string> Descendants(int processId)
    {
        var found = new List<string>();
        foreach (var task in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            foreach (var child in Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var command = Read($"/proc/{child}/cmdline").Replace('\0', ' ');
                if (command.Length > 0 && !command.Contains("ctags", StringComparison.Ordinal))
                {
                    found.Add($"{child} {command}");
                }
            }
        }

        return found;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<List<string>> LinesAsync(Fleet fleet, string sql)
    {
        await using var command = fleet.Index.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private async Task StillServesAsync(Fleet fleet)
    {
        var directory = Directory.CreateDirectory(Path.Combine(servers.Folder, "hostile-remotes", "honest.git")).FullName;
        await GitProgram.RunAsync(directory, Token, "init", "--quiet", "--bare", "-b", "main");
        new HostileRepository.Place(directory, "", new Random(1)).Good();
        await fleet.RegisterAsync(directory, "honest", null, Token);
        await UntilEndedAsync(fleet);
        Assert.Contains(await StatesAsync(fleet), s => s.StartsWith("honest: applied", StringComparison.Ordinal));
    }
}
