using System.Collections;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Http;

/// <summary>The typed client against the service itself, and all that it can send against the service's own description.</summary>
[Collection("http")]
public sealed class ClientTests(QueryApiHost host, SeededCode code)
{
    /// <summary>The page's own: a browser signs in, a program sends its key.</summary>
    private static readonly string[] NotForPrograms = ["GET /api/session", "POST /api/session", "DELETE /api/session"];

    /// <summary>Taken there, because every search takes them, and without a meaning.</summary>
    private static readonly string[] Meaningless = ["GET /api/symbols mode", "GET /api/symbols ranking", "GET /api/symbols explain"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchReadAndStream_AnswerWhatTheKeyMayRead()
    {
        using JulieClient client = new(host.Address, await code.ReaderAsync("open"));

        SearchAnswer answer = (await client.SearchAsync("retry mode:lexical", cancellationToken: Token)).Value;
        List<SearchEvent> events = await client.StreamSearchAsync("/retry_\\w+/", cancellationToken: Token).ToListAsync(Token);
        SymbolAnswer symbols = (await client.FindSymbolsAsync("retry lang:python", cancellationToken: Token)).Value;
        FileAnswer file = (await client.GetFileAsync("open/src/retry.py", new() { Lines = "2-2" }, Token)).Value;
        JulieProblemException hidden = await Assert.ThrowsAsync<JulieProblemException>(() => client.GetFileAsync("closed/secret.py", cancellationToken: Token));
        JulieProblemException unread = await Assert.ThrowsAsync<JulieProblemException>(() => client.SearchAsync("a langauge:go", cancellationToken: Token));

        Assert.All(answer.Results, result => Assert.Equal("open", result.Repository));
        Assert.NotEmpty(answer.Results);
        Assert.Equal([SearchEventKind.More, SearchEventKind.Done], events.Select(one => one.Kind));
        Assert.Equal("src/retry.py", Assert.Single(events[0].Answer.Results).Path);
        Assert.Equal(("retry", "src/retry.py"), (Assert.Single(symbols.Symbols).Name, symbols.Symbols[0].Path));
        Assert.Equal("    raise NotFound('no such job')", file.Text);
        Assert.Equal((404, ProblemTypes.NotFound), (hidden.Status, hidden.Type));
        Assert.Equal((400, ProblemTypes.InvalidQuery, 2), (unread.Status, unread.Type, unread.Position));
    }

    [Fact]
    public async Task EveryRequestOfTheClient_IsInTheDocument_AndEveryOperationIsInTheClient()
    {
        using HttpClient admin = host.Client(host.Key);
        using JsonDocument document = JsonDocument.Parse(await admin.GetStringAsync("/openapi/v1.json", Token));
        Dictionary<string, JsonElement> operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)).ToDictionary();
        List<string> wrong = [];
        Dictionary<string, HashSet<string>> sent = [];

        foreach (MethodInfo method in typeof(JulieClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(one => one.Name != nameof(IDisposable.Dispose)))
        {
            foreach (HttpRequestMessage request in await RequestsAsync(method))
            {
                string[] target = request.RequestUri!.PathAndQuery.Split('?', 2);
                if (operations.Keys.Where(key => Matches(key, $"{request.Method} {target[0]}")).OrderBy(key => key.Count(c => c == '{')).FirstOrDefault() is not { } operation)
                {
                    wrong.Add($"{method.Name}: {request.Method} {target[0]} is not in the document");
                    continue;
                }

                HashSet<string> names = sent.TryGetValue(operation, out HashSet<string>? known) ? known : sent[operation] = [];
                names.UnionWith(target.Length == 1 ? [] : target[1].Split('&').Select(one => one.Split('=')[0]));
                wrong.AddRange(TypesOf(method, operations[operation]).Select(problem => $"{method.Name}: {problem}"));
            }
        }

        foreach ((string operation, JsonElement described) in operations)
        {
            string[] parameters = described.TryGetProperty("parameters", out JsonElement all)
                ? [.. all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query").Select(one => one.GetProperty("name").GetString()!)] : [];
            IEnumerable<string> names = sent.GetValueOrDefault(operation) ?? [];
            wrong.AddRange(sent.ContainsKey(operation) || NotForPrograms.Contains(operation) ? [] : [$"{operation} is not in the client"]);
            wrong.AddRange(names.Except(parameters).Select(name => $"{operation} takes no {name}"));
            wrong.AddRange(sent.ContainsKey(operation) ? parameters.Except(names).Where(name => !Meaningless.Contains($"{operation} {name}")).Select(name => $"{operation}: the client cannot say {name}") : []);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task SchemasOfTheDocument_AreTheTypesOfContracts()
    {
        using HttpClient admin = host.Client(host.Key);
        using JsonDocument document = JsonDocument.Parse(await admin.GetStringAsync("/openapi/v1.json", Token));
        Dictionary<string, Type> types = typeof(SearchAnswer).Assembly.GetTypes().Where(type => type.IsPublic && type.Namespace == typeof(SearchAnswer).Namespace).ToDictionary(type => type.Name);
        int compared = 0;
        foreach (JsonProperty schema in document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => types.ContainsKey(schema.Name)))
        {
            JsonTypeInfo type = JsonSerializerOptions.Web.GetTypeInfo(types[schema.Name]);
            Assert.Equal(type.Properties.Select(property => property.Name).Order(), schema.Value.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
            compared++;
        }

        Assert.InRange(compared, 25, 200);
    }

    /// <summary>What a method sends when everything is said that can be said: once with each switch on, once with each off.</summary>
    private static async Task<IReadOnlyList<HttpRequestMessage>> RequestsAsync(MethodInfo method)
    {
        using Recorder recorder = new();
        using HttpClient http = new(recorder) { BaseAddress = new Uri("http://julie.test") };
        using JulieClient client = new(http);
        foreach (bool yes in (bool[])[true, false])
        {
            object result = method.Invoke(client, [.. method.GetParameters().Select(parameter => Value(parameter.ParameterType, yes))])!;
            await Assert.ThrowsAsync<JulieProblemException>(() => result is Task task ? task : ((IAsyncEnumerable<SearchEvent>)result).GetAsyncEnumerator(Token).MoveNextAsync().AsTask());
        }

        return recorder.Requests;
    }

    private static object? Value(Type type, bool yes)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "x"
            : plain == typeof(bool) ? yes
            : plain == typeof(int) || plain == typeof(long) ? Convert.ChangeType(7, plain, null)
            : plain == typeof(CancellationToken) ? Token
            : plain == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
            : typeof(IEnumerable).IsAssignableFrom(plain) ? new[] { "x" }
            : Filled(plain, yes);
    }

    private static object Filled(Type type, bool yes)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        object value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, yes))]);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(value, Value(property.PropertyType, yes));
        }

        return value;
    }

    private static bool Matches(string template, string request) =>
        Regex.IsMatch(request, "^" + Regex.Replace(Regex.Escape(template), @"\\\{\w+}", "[^/]+") + "$", RegexOptions.CultureInvariant);

    private static IEnumerable<string> TypesOf(MethodInfo method, JsonElement operation)
    {
        JsonElement success = operation.GetProperty("responses").EnumerateObject().First(one => one.Name.StartsWith('2')).Value;
        Type? answer = method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>) ? task.GenericTypeArguments[0].GenericTypeArguments[0] : null;
        string? described = success.TryGetProperty("content", out JsonElement content) && content.TryGetProperty("application/json", out JsonElement json) ? NameOf(json.GetProperty("schema")) : null;
        if (answer is not null && described != NameOf(answer))
        {
            yield return $"answers {described}, and is read as {NameOf(answer)}";
        }

        string? body = operation.TryGetProperty("requestBody", out JsonElement request) ? NameOf(request.GetProperty("content").GetProperty("application/json").GetProperty("schema")) : null;
        string? given = method.GetParameters().Select(parameter => parameter.ParameterType).FirstOrDefault(type => type.Assembly == typeof(SearchAnswer).Assembly)?.Name;
        if (body != given)
        {
            yield return $"takes {body}, and is given {given}";
        }
    }

    private static string NameOf(Type type) => type.IsGenericType ? type.GenericTypeArguments[0].Name + "[]" : type.Name;

    private static string? NameOf(JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference) ? reference.GetString()!.Split('/')[^1] : schema.TryGetProperty("items", out JsonElement items) ? NameOf(items) + "[]" : null;

    /// <summary>Keeps what would be sent, and refuses it.</summary>
    private sealed class Recorder : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Gone) { RequestMessage = request });
        }
    }
}
