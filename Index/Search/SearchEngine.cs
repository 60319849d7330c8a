using Npgsql;

namespace Julie.Index.Search;

/// <summary>Hybrid search: vectors, code terms and symbols, fused.</summary>
public sealed class SearchEngine(NpgsqlDataSource dataSource)
{
    /// <summary>Searches one state of the index: every statement runs in one REPEATABLE READ transaction (law 3).</summary>
    public Task<SearchOutcome> SearchAsync(SearchRequest request, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }
}
