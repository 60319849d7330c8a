using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.Index.Spaces;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Search;

/// <summary>
/// Query vectors for a space. Where the model cannot be used the search goes on without it: words and names still find
/// their places, the answer says coverage 0, and log, metric and health name the reason.
/// </summary>
internal sealed class QueryVectors(QueryEmbedder embedder, IOptions<EmbeddingOptions> options, QueryApiTelemetry telemetry, ILogger<QueryVectors> logger)
{
    /// <summary>Why the newest query had no vector; null when it had one.</summary>
    public string? Problem { get; private set; }

    public async Task<QueryVector> OfAsync(string text, Space space, CancellationToken ct)
    {
        // Law 9: only vectors of the space's own model may be compared with it.
        if (!string.Equals(space.Model, options.Value.Model, StringComparison.Ordinal))
        {
            return Degraded("other-model", $"the space was made with {space.Model}, this service is configured with {options.Value.Model}", null);
        }

        try
        {
            float[] values = await embedder.EmbedAsync(text, ct);
            if (values.Length != space.Dimensions)
            {
                return Degraded("dimensions", $"{space.Model} gives {values.Length} dimensions, the space has {space.Dimensions}", null);
            }

            Problem = null;
            return new QueryVector(values, null);
        }
        catch (EmbeddingException e)
        {
            // The query's own fault (nothing in it that the model knows), not the model's.
            telemetry.Degraded("query");
            return new QueryVector(null, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Degraded("model", e.Message, e);
        }
    }

    private QueryVector Degraded(string kind, string reason, Exception? exception)
    {
        telemetry.Degraded(kind);
        if (Problem != reason)
        {
            Log.Degraded(logger, reason, exception);
        }

        Problem = reason;
        return new QueryVector(null, reason);
    }
}
