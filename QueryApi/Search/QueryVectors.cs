using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.Index.Spaces;
using Julie.ServiceDefaults.Spaces;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Julie.QueryApi.Search;

/// <summary>
/// The space to search and the query's vector in it. Where the model cannot be used the search goes on without a vector:
/// words and names still find their places, the answer says coverage 0, and log, metric and health name the reason.
/// </summary>
internal sealed class QueryVectors(
    ConfiguredSpace configured, SpaceCatalog spaces, QueryEmbedder embedder, IOptions<EmbeddingOptions> options, QueryApiTelemetry telemetry,
    ILogger<QueryVectors> logger)
{
    /// <summary>Why the newest query had no vector; null when it had one.</summary>
    public string? Problem { get; private set; }

    public async Task<QueryVector> OfAsync(string text, bool embed, CancellationToken ct)
    {
        try
        {
            if (await SpaceAsync(ct) is not { } space)
            {
                return default;
            }

            if (!embed)
            {
                return new QueryVector(space, null);
            }

            QueryVector vector = await EmbedAsync(text, space, ct);
            Problem = null;
            return vector;
        }
        catch (Exception e) when (e is not OperationCanceledException and not NpgsqlException)
        {
            telemetry.Degraded("model");
            if (Problem != e.Message)
            {
                Log.Degraded(logger, e.Message, e);
            }

            Problem = e.Message;
            return new QueryVector(await spaces.FindActiveAsync(ct), null);
        }
    }

    /// <summary>
    /// Law 9. Here, the configured space is the one whose key was made from the embedder's own manifest; of a worker's model nothing needs to be on this
    /// host, and the worker says whose vector it gives.
    /// </summary>
    private async Task<Space?> SpaceAsync(CancellationToken ct) => options.Value.Queries == QueryPlace.Worker
        ? await spaces.FindActiveAsync(ct)
        : (await configured.EnsureAsync(ct)).Space;

    private async Task<QueryVector> EmbedAsync(string text, Space space, CancellationToken ct)
    {
        try
        {
            return new QueryVector(space, await embedder.EmbedAsync(space.Id, text, ct));
        }
        catch (EmbeddingException)
        {
            // The query's own fault (nothing in it that the model knows), not the model's.
            telemetry.Degraded("query");
            return new QueryVector(space, null);
        }
    }
}
