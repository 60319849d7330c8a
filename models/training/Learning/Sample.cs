namespace Julie.Training.Learning;

/// <summary>A pair as token ids; the parts are put together anew in every epoch.</summary>
/// <param name="Language">Index of its language.</param>
/// <param name="Summary">First sentence of the documentation; empty where there is none.</param>
/// <param name="Name">The definition's name.</param>
/// <param name="Header">Language, scope and name as the product writes them before a passage.</param>
/// <param name="Declaration">Code with the name.</param>
/// <param name="Nameless">Code with the name taken out wherever it stands.</param>
/// <param name="Remarks">Rest of the documentation.</param>
/// <param name="QueryKey">Equal where two pairs would answer the same query.</param>
/// <param name="Repository">Index of its repository.</param>
internal sealed record Sample(
    int Language, int[] Summary, int[] Name, int[] Header, int[] Declaration, int[] Nameless, int[] Remarks, int QueryKey, int Repository);
