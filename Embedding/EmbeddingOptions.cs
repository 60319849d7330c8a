using System.ComponentModel.DataAnnotations;

using Julie.Embedding.Queries;
using Julie.Embedding.Remote;

using Microsoft.Extensions.Options;

namespace Julie.Embedding;

/// <summary>Settings of <c>Julie:Embedding</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Julie:Embedding";

    /// <summary>Id of the model, which is its folder's name. Default: the model that the project ships.</summary>
    [Required]
    public string Model { get; set; } = "julie-static-v2";

    /// <summary>
    /// Length of the vectors, one of those that the model's manifest allows (<c>matryoshka</c>). Default: the model's own. Another length is
    /// another space.
    /// </summary>
    [Range(1, 4000)]
    public int? Dimensions { get; set; }

    /// <summary>The folder of models. A relative one is looked for from the working directory, then from the program's folder, upwards.</summary>
    [Required]
    public string ModelsDirectory { get; set; } = "models";

    /// <summary>Base address of the model hub or of a mirror of it, for <c>julie models pull</c>. Default: the hub that everybody means.</summary>
    public string? Hub { get; set; }

    /// <summary>
    /// <c>auto</c> takes CUDA where it works and the processor otherwise, and says which; a device that is asked for by name and does not
    /// work is an error.
    /// </summary>
    [EnumDataType(typeof(EmbeddingDevice))]
    public EmbeddingDevice Device { get; set; } = EmbeddingDevice.Auto;

    /// <summary>Most tokens of one batch, padding included: 256 to 1,048,576. Null takes what measured best for the device.</summary>
    [Range(256, 1 << 20)]
    public int? BatchTokens { get; set; }

    /// <summary>Threads of one inference on the processor; 0 takes one a core. Null takes what measured best.</summary>
    [Range(0, 1024)]
    public int? Threads { get; set; }

    /// <summary>Batches that may run at the same time on the device: 1 to 64. Null takes what measured best for the device.</summary>
    [Range(1, 64)]
    public int? ConcurrentBatches { get; set; }

    /// <summary>Query vectors that are kept: 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int QueryCache { get; set; } = 2048;

    /// <summary>
    /// Where the service that searches embeds queries: <c>local</c>, or in a <c>worker</c> over the bus, for a model that is too large for its host.
    /// </summary>
    [EnumDataType(typeof(QueryPlace))]
    public QueryPlace Queries { get; set; } = QueryPlace.Local;

    /// <summary>
    /// How long a worker may take for a query's vector: 50 ms to a minute. Then the search goes on by word. Longer than <see cref="RemoteOptions.QueryTimeout"/>,
    /// so that a worker whose service is silent can still say so.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For models that a service computes.</summary>
    [Required]
    [ValidateObjectMembers]
    public RemoteOptions Remote { get; set; } = new();
}
