namespace Julie.Ingest.Chunking;

/// <summary>Where to cut within a line.</summary>
internal static class LineCut
{
    /// <summary>The position nearest to the middle after white space, else after punctuation, else the middle; never within a character.</summary>
    public static int Near(string text, int start, int end)
    {
        var middle = start + ((end - start) / 2);
        var reach = (end - start) / 4;
        return Find(text, middle, reach, char.IsWhiteSpace)
            ?? Find(text, middle, reach, static c => c is ',' or ';' or '.' or ')' or '}' or ']' or '>' or '/' or '&' or '|')
            ?? (char.IsLowSurrogate(text[middle]) && middle + 1 < end ? middle + 1 : middle);
    }

    private static int? Find(string text, int middle, int reach, Func<char, bool> after)
    {
        for (var distance = 0; distance < reach; distance++)
        {
            if (after(text[middle - distance - 1]))
            {
                return middle - distance;
            }

            if (after(text[middle + distance - 1]))
            {
                return middle + distance;
            }
        }

        return null;
    }
}
