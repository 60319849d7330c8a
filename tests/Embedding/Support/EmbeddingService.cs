using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Tests.Support;

/// <summary>
/// An embeddings service on loopback, after the published shapes, limits and errors of Voyage (https://docs.voyageai.com/reference/embeddings-api) and
/// OpenAI (https://platform.openai.com/docs/api-reference/embeddings). It counts a token for every four bytes. It keeps what it received.
/// </summary>
internal sealed class EmbeddingService : IAsyncDisposable
{
    public const string Key = "sk-test-4711-very-secret";

    private readonly WebApplication app;
    private readonly TimeProvider time;
    private int inFlight;

    private EmbeddingService(bool voyage, TimeProvider time)
    {
        (Voyage, this.time) = (voyage, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public bool Voyage { get; }

    /// <summary>Length of its own vectors; what the request asks for comes first.</summary>
    public int Dimensions { get; set; } = 8;

    public int MaxTexts { get; set; } = 1000;

    public int MaxRequestTokens { get; set; } = 120_000;

    public int MaxTokens { get; set; } = 32_000;

    public string? RequiredKey { get; set; } = Key;

    /// <summary>What the next requests meet instead of an answer, one each.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Next { get; } = new();

    /// <summary>Changes an answer before it is sent.</summary>
    public Func<JsonObject, JsonNode>? Change { get; set; }

    /// <summary>Looked at before each answer; true cuts the connection.</summary>
    public Func<IReadOnlyList<string>, bool>? DiesOf { get; set; }

    /// <summary>Awaited before each answer.</summary>
    public Func<Task>? Before { get; set; }

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public int MostInFlight { get; private set; }

    public string Address => app.Urls.First();

    public static async Task<EmbeddingService> StartAsync(bool voyage = true, TimeProvider? time = null)
    {
        var service = new EmbeddingService(voyage, time ?? TimeProvider.System);
        await service.app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public static Func<HttpContext, Task> Status(int status, string body = """{"detail":"an error"}""", string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body);
    };

    /// <summary>Sends half an answer and hangs up.</summary>
    public static async Task CutAsync(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"object":"list","data":[""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>The vector of a text: something that differs by text, side and length, not yet normalised.</summary>
    public static float[] VectorOf(string text, string? inputType, int dimensions)
    {
        var hash = 17u;
        foreach (var one in Encoding.UTF8.GetBytes(text + inputType))
        {
            hash = (hash ^ one) * 16777619u;
        }

        var random = new Random((int)(hash & int.MaxValue));
        return [.. Enumerable.Range(0, dimensions).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    public static int TokensOf(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref inFlight));
        try
        {
            var body = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
            string[] texts = [.. body["input"]!.AsArray().Select(text => text!.GetValue<string>())];
            Received.Enqueue(new ReceivedRequest(
                context.Request.Path, context.Request.QueryString.Value ?? "",
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body, texts, time.GetUtcNow()));
            if (Before is { } before)
            {
                await before();
            }

            if (Next.TryDequeue(out var instead))
            {
                await instead(context);
            }
            else if (DiesOf?.Invoke(texts) == true)
            {
                await Status(500, """{"detail":"internal error"}""")(context);
            }
            else
            {
                await AnswerAsync(context, body, texts);
            }
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task AnswerAsync(HttpContext context, JsonObject body, string[] texts)
    {
        if (RequiredKey is { } key && context.Request.Headers.Authorization != $"Bearer {key}" && context.Request.Headers["api-key"] != key)
        {
            var sent = context.Request.Headers.Authorization.ToString();
            await ErrorAsync(context, 401, $"Incorrect API key provided: {sent}.", "invalid_api_key");
            return;
        }

        if (Refusal(body, texts) is { } refusal)
        {
            await ErrorAsync(context, 400, refusal.Message, refusal.Code);
            return;
        }

        var dimensions = (body[Voyage ? "output_dimension" : "dimensions"] as JsonValue)?.GetValue<int>() ?? Dimensions;
        var base64 = body["encoding_format"]?.GetValue<string>() == "base64";
        var inputType = body["input_type"]?.GetValue<string>();
        var answer = new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. texts.Select((text, index) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = index,
                ["embedding"] = Write(VectorOf(text, inputType, dimensions), base64),
            })]),
            ["model"] = body["model"]!.DeepClone(),
            ["usage"] = new JsonObject { ["total_tokens"] = texts.Sum(TokensOf) },
        };
        var sentNode = Change?.Invoke(answer) ?? answer;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(sentNode is JsonValue text && text.TryGetValue<string>(out var raw) ? raw : sentNode.ToJsonString());
    }

    public static JsonNode Write(float[] vector, bool base64) => base64
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : new JsonArray([.. vector.Select(number => (JsonNode)JsonValue.Create(number))]);

    private (string Message, string? Code)? Refusal(JsonObject body, string[] texts)
    {
        string[] known = Voyage
            ? ["input", "model", "input_type", "truncation", "output_dimension", "output_dtype", "encoding_format"]
            : ["input", "model", "dimensions", "encoding_format", "user"];
        var longest = texts.Max(TokensOf);
        var total = texts.Sum(TokensOf);
        return body.Select(field => field.Key).Except(known).FirstOrDefault() is { } unknown ? ($"Argument '{unknown}' is not supported.", null)
            : Voyage && body["encoding_format"]?.GetValue<string>() is not (null or "base64") ? ("Value of encoding_format is not one of base64.", null)
            : texts.Length is 0 || texts.Length > MaxTexts ? ($"The batch size limit is {MaxTexts}. Your batch size is {texts.Length}.", null)
            : texts.Any(text => text.Length == 0) ? ("Input cannot contain empty strings.", null)
            : longest > MaxTokens && !(Voyage && body["truncation"]?.GetValue<bool>() != false)
                ? ($"This model's maximum context length is {MaxTokens} tokens, however you requested {longest} tokens.", null)
            : total > MaxRequestTokens ? ($"Requested {total} tokens, max {MaxRequestTokens} tokens per request", "max_tokens_per_request")
            : null;
    }

    private Task ErrorAsync(HttpContext context, int status, string message, string? code) => Status(
        status,
        Voyage
            ? JsonSerializer.Serialize(new { detail = message })
            : JsonSerializer.Serialize(new { error = new { message, type = code ?? "invalid_request_error", param = (string?)null, code } }))(context);
}
