using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>Folders with a licence file of their own: what is in them may be learnt from only where that licence is permissive, too.</summary>
internal sealed partial class FolderLicences
{
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    public static bool IsLicence(string path) => path.Contains('/', StringComparison.Ordinal) && Name().IsMatch(path);

    public void Add(string path, string? text)
    {
        if (text is null || !Permissive().IsMatch(Spaces().Replace(text, " ")))
        {
            refused.Add(Folder(path));
        }
    }

    public bool Allow(string path)
    {
        for (var folder = Folder(path); folder.Length > 0; folder = Folder(folder))
        {
            if (refused.Contains(folder))
            {
                return false;
            }
        }

        return true;
    }

    private static string Folder(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";

    [GeneratedRegex(@"/(?:licen[cs]e|copying)(?:[.\-][^/]*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"permission is hereby granted, free of charge|redistribution and use in source and binary forms|apache license,? (?:- )?version 2\.0|terms of the PSF|CC0|permission to use, copy, modify|public domain", RegexOptions.IgnoreCase)]
    private static partial Regex Permissive();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
