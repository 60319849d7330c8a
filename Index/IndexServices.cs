using Julie.Index.Access;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Freshness;
using Julie.Index.Health;
using Julie.Index.Lexical;
using Julie.Index.Search;
using Julie.Index.Search.Similar;
using Julie.Index.Search.Symbols;
using Julie.Index.Segments;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Julie.Index.Trigrams;
using Julie.Index.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Julie.Index;

/// <summary>Registration of the Index room.</summary>
public static class IndexServices
{
    /// <summary>
    /// Registers every store as a singleton. Needs an <c>NpgsqlDataSource</c>, built with <c>UseVector()</c>, in the
    /// container. All stores are safe for concurrent use; each call opens its own connection.
    /// </summary>
    public static IServiceCollection AddIndex(this IServiceCollection services) => services
        .AddSingleton<IndexMigrator>()
        .AddSingleton<KeyStore>()
        .AddSingleton<GrantStore>()
        .AddSingleton<AccessReader>()
        .AddSingleton<HostAccessStore>()
        .AddSingleton<AuditLog>()
        .AddSingleton<RepositoryCatalog>()
        .AddSingleton<RepositoryNames>()
        .AddSingleton<RepositoryRemover>()
        .AddSingleton<LanguageReader>()
        .AddSingleton<RemoteCheckStore>()
        .AddSingleton<RefTracker>()
        .AddSingleton<SyncRunStore>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<RepositoryMoves>()
        .AddSingleton<ChunkingCatalog>()
        .AddSingleton<ContentStore>()
        .AddSingleton<BlobFacts>()
        .AddSingleton<FileReader>()
        .AddSingleton<ContentCollector>()
        .AddSingleton<SnapshotStore>()
        .AddSingleton<IndexDoctor>()
        .AddSingleton<SegmentDoctor>()
        .AddSingleton<SpaceCatalog>()
        .AddSingleton<EmbedWorkStore>()
        .AddSingleton<VectorStore>()
        .AddSingleton<HnswBuilder>()
        .AddOptions<ListCacheOptions>().BindConfiguration(ListCacheOptions.Section).ValidateDataAnnotations().ValidateOnStart().Services
        .AddSingleton<ListReader>()
        .AddSingleton<SearchEngine>()
        .AddSingleton<RecallProbe>()
        .AddSingleton<TextEngine>()
        .AddSingleton<SymbolEngine>()
        .AddSingleton<SimilarEngine>()
        .AddSingleton<FileTextReader>()
        .AddSingleton<SegmentPacker, TrigramPacker>()
        .AddSingleton<SegmentPacker, TermPacker>()
        .AddSingleton<CommitReader>()
        .AddSingleton<CommitWaiter>()
        .AddSingleton<IndexEvents>();
}
