using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>What a write of passages found and made.</summary>
/// <param name="Ids">Key of every passage by its hash in hex.</param>
/// <param name="New">Terms of those that no one had before.</param>
internal sealed record WrittenPassages(IReadOnlyDictionary<string, long> Ids, IReadOnlyList<TermVector> New);

/// <summary>Passages: one row for a text, whoever has it (law 1).</summary>
internal sealed class PassageWriter(NpgsqlConnection connection)
{
    public async Task<WrittenPassages> WriteAsync(IReadOnlyCollection<PassageText> texts, CancellationToken cancellationToken)
    {
        var distinct = texts.DistinctBy(t => t.Key).ToArray();
        var ids = new Dictionary<string, long>(distinct.Length);
        await FindAsync(distinct, ids, cancellationToken);
        var missing = distinct.Where(t => !ids.ContainsKey(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Text: t, Terms: TermVector.Of(t.Scope, t.Body))).ToArray();
        if (missing.Length == 0)
        {
            return new(ids, []);
        }

        await InsertAsync(missing, ids, cancellationToken);
        var made = missing.Where(m => ids.ContainsKey(m.Text.Key)).Select(m => m.Terms).ToArray();

        // Those that another writer made between our look and our insert are committed by now.
        await FindAsync([.. missing.Select(m => m.Text).Where(t => !ids.ContainsKey(t.Key))], ids, cancellationToken);
        return new(ids, made);
    }

    private async Task FindAsync(PassageText[] texts, Dictionary<string, long> ids, CancellationToken cancellationToken)
    {
        if (texts.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select sha256, id from passage where sha256 = any(@hashes)", connection);
        command.Parameters.AddWithValue("hashes", texts.Select(t => t.Sha256).ToArray());
        await ReadAsync(command, ids, cancellationToken);
    }

    private async Task InsertAsync(
        (PassageText Text, TermVector Terms)[] passages, Dictionary<string, long> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with made as (
              insert into passage (sha256, scope, body, terms, length)
              select n.sha256, n.scope, n.body, n.terms::tsvector, n.length
              from unnest(@hashes, @scopes, @bodies, @terms, @lengths) n(sha256, scope, body, terms, length)
              order by n.sha256
              on conflict (sha256) do nothing
              returning sha256, id),
            waiting as (insert into unpacked_passage (passage_id) select id from made)
            select sha256, id from made
            """,
            connection);
        command.Parameters.AddWithValue("hashes", passages.Select(p => p.Text.Sha256).ToArray());
        command.Parameters.AddWithValue("scopes", passages.Select(p => p.Text.Scope).ToArray());
        command.Parameters.AddWithValue("bodies", passages.Select(p => p.Text.Body).ToArray());
        command.Parameters.AddWithValue("terms", passages.Select(p => p.Terms.ToString()).ToArray());
        command.Parameters.AddWithValue("lengths", passages.Select(p => p.Terms.Length).ToArray());
        await ReadAsync(command, ids, cancellationToken);
    }

    private static async Task ReadAsync(NpgsqlCommand command, Dictionary<string, long> ids, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))] = reader.GetInt64(1);
        }
    }
}
