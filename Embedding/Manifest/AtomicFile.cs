namespace Julie.Embedding.Manifest;

/// <summary>Small files that appear as a whole or not at all.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text)
    {
        // A name of its own: two processes may write at the same time, and the last one wins as a whole.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
