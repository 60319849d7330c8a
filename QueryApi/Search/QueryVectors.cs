using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.Index.Spaces;
using Julie.ServiceDefaults.Spaces;
using Npgsql;

namespace Julie.QueryApi.Search;

/// <summary>
/// The space to search and the query's vector in it. Where the model cannot be used the search goes on without a vector:
/// words and names still find their places, the answer says coverage 0, and log, metric and health name the reason.
/// </summary>
internal sealed class QueryVectors(
    ConfiguredSpace configured, SpaceCatalog spaces, QueryEmbedder embedder, QueryApiTelemetry telemetry, ILogger<QueryVectors> logger)
{
    /// <summary>Why the newest query had no vector; null when it had one.</summary>
    public string? Problem { get; private set; }

    public async Task<QueryVector> OfAsync(string text, CancellationToken ct)
    {
        try
        {
            // Law 9: the configured space is the one whose key was made from the embedder's own manifest.
            SpaceInUse inUse = await configured.EnsureAsync(ct);
            QueryVector vector = await EmbedAsync(text, inUse.Space, ct);
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

    private async Task<QueryVector> EmbedAsync(string text, Space space, CancellationToken ct)
    {
        try
        {
            return new QueryVector(space, await embedder.EmbedAsync(text, ct));
        }
        catch (EmbeddingException)
        {
            // The query's own fault (nothing in it that the model knows), not the model's.
            telemetry.Degraded("query");
            return new QueryVector(space, null);
        }
    }
}
