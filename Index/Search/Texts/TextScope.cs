using Julie.Index.Search.Conditions;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search.Texts;

/// <summary>Narrows a ranked search to the places where its required texts stand.</summary>
internal sealed class TextScope(NpgsqlConnection connection, ListReader lists, SearchScope scope, SearchCondition where)
{
    /// <summary>More are not compared one by one.</summary>
    private const int MostPassages = 20_000;

    private readonly TextSearch _texts = new(connection, lists, scope, where, passages: true);

    /// <summary>Whether the texts can say where to look. If not, what the ranking finds is looked at afterwards.</summary>
    public bool Leads => _texts.IsSelective;

    public bool Incomplete { get; private set; }

    /// <summary>The scope with nothing in it but places where the condition holds.</summary>
    public async Task<SearchScope> NarrowAsync(CancellationToken cancellationToken) => await CollectAsync(null, cancellationToken);

    /// <summary>Those of the passages for which the condition holds somewhere, and the scope of the entries where it does.</summary>
    public async Task<(SearchScope Scope, long[] Passages)> KeepAsync(long[] passages, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select distinct t.id
            from chunk c
            join chunked_blob b on b.id = c.chunked_blob_id and b.chunking_id = @chunking
            join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
            join ref f on f.id = t.ref_id
            where c.passage_id = any(@found) and {scope.ReadableFiles}
            """,
            connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("found", passages);
        var narrowed = await CollectAsync(await command.ReadIdsAsync(cancellationToken), cancellationToken);
        var kept = narrowed.PassageIds!.ToHashSet();
        return (scope with { Entries = narrowed.Entries }, [.. passages.Where(kept.Contains)]);
    }

    private async Task<SearchScope> CollectAsync(long[]? entries, CancellationToken cancellationToken)
    {
        var passages = new HashSet<long>();
        var files = new List<long>();
        await foreach (var finding in _texts.FindAsync(entries, null, cancellationToken))
        {
            files.Add(finding.File.EntryId);
            passages.UnionWith(finding.Passages);
            if (passages.Count > MostPassages)
            {
                Incomplete = true;
                break;
            }
        }

        Incomplete |= _texts.Incomplete;
        return scope with { PassageIds = [.. passages.Order()], Entries = [.. files] };
    }
}
