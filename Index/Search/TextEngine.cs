using System.Data;
using Julie.Index.Freshness;
using Julie.Index.Search.Texts;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Search for patterns: every file in scope that matches, line by line, in the order of names.</summary>
public sealed class TextEngine(NpgsqlDataSource dataSource, ListReader lists)
{
    private const int ContextLines = 2;
    private const int MostContext = 12;

    /// <summary>
    /// Calls <paramref name="found"/> for each file as it is found, in the order of the answer, and says how it ended. One state of the index: one
    /// REPEATABLE READ transaction (law 3).
    /// </summary>
    public async Task<TextEnd> SearchAsync(TextRequest request, Func<TextHit, CancellationToken, ValueTask> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(found);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var prepare = new NpgsqlCommand("set transaction read only; set local jit = off", connection))
        {
            await prepare.ExecuteNonQueryAsync(cancellationToken);
        }

        var scope = await connection.AskAsync(ScopeReader.Repositories(request.Space.ChunkingId, request.Readable, request.Filters), cancellationToken);
        if (!scope.AnyRepository && scope.Repositories.Length == 0)
        {
            return new(false, false, Facets.None);
        }

        var texts = new TextSearch(connection, lists, scope, request.Filters.Where ?? throw new ArgumentException("there is nothing to look for", nameof(request)), passages: false);
        var files = new List<TextFile>();
        var stale = new Dictionary<(long, string), bool>();
        await using var findings = texts.FindAsync(null, request.After, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await findings.MoveNextAsync())
        {
            if (files.Count == request.Files)
            {
                return new(true, texts.Incomplete, Facets.Of(files));
            }

            var finding = findings.Current;
            files.Add(finding.File);
            var place = (finding.File.RepositoryId, finding.File.Ref);
            if (!stale.TryGetValue(place, out var isStale))
            {
                stale[place] = isStale = (await connection.AskAsync(StaleRefs.Among([place]), cancellationToken)).Count > 0;
            }

            await found(Hit(finding, request.LinesOfFile, isStale), cancellationToken);
        }

        return new(texts.Incomplete, texts.Incomplete, Facets.Of(files));
    }

    private static TextHit Hit(TextFinding finding, int linesOfFile, bool stale)
    {
        var (file, lines) = (finding.File, new TextLines(finding.Text));
        var matched = lines.Matched(finding.Evidence).ToList();
        var first = Math.Max(1, (matched.Count == 0 ? 1 : matched[0].Number) - ContextLines);
        var last = Math.Min(lines.Count, Math.Min(first + MostContext, (matched.Count == 0 ? 1 : matched[^1].Number) + ContextLines));
        return new(
            file.RepositoryId, file.Repository, file.Path, file.Language, file.Ref, file.Commit, stale, matched.Count > linesOfFile ? matched[..linesOfFile] : matched, matched.Count,
            string.Join('\n', Enumerable.Range(first, last - first + 1).Select(lines.Line)), first, file.Key);
    }
}
