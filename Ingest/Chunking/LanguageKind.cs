namespace Julie.Ingest.Chunking;

internal enum LanguageKind
{
    Code,

    /// <summary>Prose; sets the documentation flag.</summary>
    Documentation,

    /// <summary>Mostly written by programs: a smaller size limit.</summary>
    Data,
}
