using Npgsql;

namespace Julie.Index.Content;

/// <summary>Whole texts of blobs, stored once, whoever has them (law 1). A new one is searched one by one until its trigrams are packed.</summary>
internal static class SourceTextWriter
{
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyCollection<(long BlobId, string Text)> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return;
        }

        var distinct = texts.DistinctBy(t => t.BlobId).OrderBy(t => t.BlobId).ToArray();
        await using var command = new NpgsqlCommand(
            """
            with made as (
              insert into source_text (blob_id, text)
              select n.blob_id, n.text from unnest(@blobs, @texts) n(blob_id, text)
              where not exists (select from source_text s where s.blob_id = n.blob_id)
              order by n.blob_id
              on conflict (blob_id) do nothing
              returning id)
            insert into unpacked_text (source_text_id) select id from made
            """,
            connection);
        command.Parameters.AddWithValue("blobs", distinct.Select(t => t.BlobId).ToArray());
        command.Parameters.AddWithValue("texts", distinct.Select(t => PostgresText.Clean(t.Text)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
