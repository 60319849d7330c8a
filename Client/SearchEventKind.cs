namespace Julie.Client;

/// <summary>What the results of a <see cref="SearchEvent"/> are to those before.</summary>
public enum SearchEventKind
{
    /// <summary>They take the place of those before: by word first, then fused.</summary>
    Results,

    /// <summary>They come behind those before: mode regex, file by file.</summary>
    More,

    /// <summary>The end: all but the results.</summary>
    Done,
}
