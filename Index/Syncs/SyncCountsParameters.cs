using Npgsql;

namespace Julie.Index.Syncs;

internal static class SyncCountsParameters
{
    public static void AddCounts(this NpgsqlParameterCollection parameters, SyncCounts counts)
    {
        parameters.AddWithValue("files", counts.Files);
        parameters.AddWithValue("blobs_total", counts.BlobsTotal);
        parameters.AddWithValue("blobs_read", counts.BlobsRead);
        parameters.AddWithValue("chunks", counts.Chunks);
        parameters.AddWithValue("passages_new", counts.PassagesNew);
    }
}
