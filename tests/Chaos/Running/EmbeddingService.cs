using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Julie.Tests.Support;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Julie.Chaos.Tests.Running;

/// <summary>
/// A model behind POST /embeddings whose vectors are a function of the text, so that two indexes can be compared number by number; and with passages
/// that it refuses, answers with NaN, or that kill the worker that asks.
/// </summary>
internal sealed class EmbeddingService : IAsyncDisposable
{
    public const string Model = "chaos-model";
    public const string Refused = "poison_that_is_refused";
    public const string NotANumber = "poison_that_is_no_number";
    public const string Deadly = "poison_that_kills_its_worker";
    private const int Dimensions = 64;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _embedded = new();
    private int _killed;

    private EmbeddingService(WebApplication app, string modelsDirectory) => (_app, ModelsDirectory) = (app, modelsDirectory);

    public string ModelsDirectory { get; }

    public string Address => $"{_app.Urls.Single()}/v1/embeddings";

    /// <summary>Who dies of a deadly passage, by the name of the service that asked.</summary>
    public Action<string>? Kill { get; set; }

    public int Killed => _killed;

    /// <summary>Distinct texts that were embedded, and how often in all.</summary>
    public (int Distinct, int All) Embedded => (_embedded.Count, _embedded.Values.Sum());

    public static async Task<EmbeddingService> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var model = Directory.CreateDirectory(Path.Combine(folder, "models", Model)).FullName;
        File.Copy(Path.Combine(RepositoryRoot.Path, "models", "julie-static-v2", "vocab.txt"), Path.Combine(model, "vocab.txt"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(model, "model.json"), $$"""
            {
              "id": "{{Model}}", "displayName": "Vectors of a test", "provider": "openai", "dimensions": {{Dimensions}}, "pooling": "none", "normalize": true,
              "maxTokens": 8192, "queryPrefix": "", "documentPrefix": "", "queryTokenType": 0, "documentTokenType": 0,
              "tokenizer": { "type": "code", "files": ["vocab.txt"] },
              "remote": { "endpoint": "https://embeddings.example.org/v1/embeddings", "model": "chaos", "maxTexts": 64, "maxRequestTokens": 100000, "pricePerMillionTokens": 0 },
              "revision": "1", "license": "MIT", "files": [{ "path": "vocab.txt" }]
            }
            """, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new EmbeddingService(builder.Build(), Path.Combine(folder, "models"));
        service._app.MapPost("/v1/embeddings", service.EmbedAsync);
        await service._app.StartAsync(cancellationToken);
        return service;
    }

    public void Forget() => _embedded.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task EmbedAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        string[] texts = [.. request.RootElement.GetProperty("input").EnumerateArray().Select(t => t.GetString()!)];
        var caller = context.Request.Headers.Authorization.ToString().Split(' ').Last();
        if (caller.StartsWith("worker", StringComparison.Ordinal) && texts.Any(t => t.Contains(Deadly, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _killed);
            Kill?.Invoke(caller);
            context.Abort();
            return;
        }

        if (texts.Any(t => t.Contains(Refused, StringComparison.Ordinal)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { message = "this text is refused" } }, context.RequestAborted);
            return;
        }

        if (caller.StartsWith("worker", StringComparison.Ordinal))
        {
            Array.ForEach(texts, t => _embedded.AddOrUpdate(t, 1, (_, times) => times + 1));
        }

        await context.Response.WriteAsJsonAsync(new { data = texts.Select((text, index) => new { index, embedding = Vector(text) }), usage = new { total_tokens = texts.Length } }, context.RequestAborted);
    }

    private static byte[] Vector(string text)
    {
        var bytes = new byte[Dimensions * sizeof(float)];
        var bad = text.Contains(NotANumber, StringComparison.Ordinal);
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var i = 0; i < Dimensions; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), bad ? float.NaN : seed[i % seed.Length] - 127.5f + (i / seed.Length));
        }

        return bytes;
    }
}
