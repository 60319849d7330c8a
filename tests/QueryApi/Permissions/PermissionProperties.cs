using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Julie.QueryApi.Tests.Http;
using Microsoft.AspNetCore.Builder;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>
/// Law 4 over random (caller, question, endpoint): nothing that the caller may not read, and all that it may, against a reference that works it
/// out from lists. <c>./julie permissions</c> runs it at length; the seed makes the same world and the same questions.
/// </summary>
[Collection("http")]
public sealed partial class PermissionProperties(QueryApiHost host)
{
    private const int ClientsAtOnce = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyCaller_AnyQuestion_AnswersWhatTheReferenceSays()
    {
        int seed = Setting("JULIE_PERMISSION_SEED") ?? Random.Shared.Next(1, 1_000_000);
        int cases = Setting("JULIE_PERMISSION_CASES") ?? 2_000;
        Random random = new(seed);
        World world = new WorldMaker(random).Make();
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Token);
        await using WebApplication service = await StartAsync(issuer);
        await new WorldSeed(service.Services, world, random).WriteAsync();
        using HttpClient admin = Client(service, host.Key);
        world.Callers = await new Callers(admin, host.Key, issuer, random).MakeAsync();

        Reference reference = new(world);
        Endpoint[] table = [.. Endpoints.All.SelectMany(endpoint => Enumerable.Repeat(endpoint, endpoint.Weight))];
        (string Name, Probe Probe, Caller Caller)[] questions =
        [
            .. Enumerable.Range(0, cases).Select(_ =>
            {
                Draw draw = new(random, world, reference, world.Callers[random.Next(world.Callers.Count)]);
                Endpoint endpoint = table[random.Next(table.Length)];
                return (endpoint.Name, endpoint.Make(draw), draw.Caller);
            }),
        ];
        long start = Stopwatch.GetTimestamp();
        List<string> wrong = [];
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = ClientsAtOnce, CancellationToken = Token }, async (question, ct) =>
        {
            foreach (string problem in await AskAsync(service, reference, question.Probe, question.Caller, ct))
            {
                lock (wrong)
                {
                    wrong.Add($"{question.Caller.Name}: {question.Probe.Target}: {problem}");
                }
            }
        });

        int Count(string kind) => wrong.Count(problem => problem.Contains($": {kind}:", StringComparison.Ordinal));
        string endpoints = string.Join(", ", questions.GroupBy(q => q.Name).Select(g => $"{g.Key} {g.Count()}"));
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {cases} cases, {world.Callers.Count} callers, {world.Repositories.Count} repositories, {Count("leak")} leaks, {Count("omission")} omissions, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; {endpoints}");
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        if (Environment.GetEnvironmentVariable("JULIE_PERMISSION_REPORT") is { Length: > 0 } report)
        {
            await File.AppendAllTextAsync(report, summary + "\n", Token);
        }

        Assert.True(wrong.Count == 0, summary + "\n" + string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public async Task Table_HasEveryAddressOfTheApi()
    {
        using HttpClient admin = host.Client(host.Key);
        using JsonDocument document = JsonDocument.Parse(await admin.GetStringAsync("/openapi/v1.json", Token));

        string[] paths = [.. document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)];
        Assert.Equivalent(paths.Append(Endpoints.Agents), Endpoints.All.Select(endpoint => endpoint.Name).Concat(Endpoints.Others).Distinct(), strict: true);
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;

    private async Task<WebApplication> StartAsync(TokenIssuer issuer) => await host.StartServiceAsync(
        new Dictionary<string, string?>(issuer.Settings)
        {
            ["ConnectionStrings:index"] = await host.NewDatabaseAsync("permissions"),
            ["Julie:Embedding:Model"] = "julie-static-v2",
            ["Julie:Embedding:ModelsDirectory"] = "models",
            // here everything is asked as fast as it goes
            ["Julie:Api:RequestsPerSecond"] = "0",
        },
        Token);

    private static HttpClient Client(WebApplication service, string secret)
    {
        HttpClient client = new() { BaseAddress = new Uri(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static async Task<IReadOnlyList<string>> AskAsync(WebApplication service, Reference reference, Probe probe, Caller caller, CancellationToken ct)
    {
        using HttpClient client = Client(service, caller.Secret);
        Answer answer = await SendAsync(client, probe, probe.Target, ct);
        int expected = caller.Status == 200 ? probe.Status : caller.Status;
        if (answer.Status != expected)
        {
            return [$"{(answer.Status == 200 ? "leak" : "omission")}: status {answer.Status} instead of {expected}: {answer.Raw}"];
        }

        List<string> problems = [.. Unreadable(reference, probe, caller, answer)];
        if (answer.Status == 200)
        {
            problems.AddRange(probe.Judge(answer));
        }
        else if (answer.Status == 404 && probe.AsAbsent is { } absent)
        {
            Answer other = await SendAsync(client, probe, absent.Target, ct);
            problems.AddRange(answer.Shape(absent.Asked) == other.Shape(absent.Absent) ? [] : [$"leak: unlike what is absent: {answer.Raw} and {other.Raw}"]);
        }

        return problems;
    }

    /// <summary>Whatever the endpoint: no word of an unreadable repository is anywhere in the answer, unless the caller sent it.</summary>
    private static IEnumerable<string> Unreadable(Reference reference, Probe probe, Caller caller, Answer answer)
    {
        if (caller.Admin)
        {
            return [];
        }

        bool nobody = caller.Status != 200;
        IReadOnlyList<WorldRepository> readable = nobody ? [] : reference.Readable(caller);
        HashSet<string> open = [.. Reference.Places(readable, _ => true).SelectMany(place => new[] { place.Passage.Marker, place.Passage.Symbol }), .. readable.Select(repository => repository.Marker)];
        return Markers().Matches(answer.Raw).Select(match => match.Value).Distinct()
            .Where(word => !open.Contains(word) && !probe.Sent.Contains(word)).Select(word => $"leak: the word {word}");
    }

    private static async Task<Answer> SendAsync(HttpClient client, Probe probe, string target, CancellationToken ct)
    {
        using HttpRequestMessage request = probe.Request(target);
        using HttpResponseMessage response = await client.SendAsync(request, ct);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
    }

    [GeneratedRegex("only[a-j]{4}q|fn[a-j]{4}|zq[a-j]{4}zq")]
    private static partial Regex Markers();
}
