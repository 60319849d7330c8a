using Julie.Training.Git;

namespace Julie.Training.Extraction;

/// <summary>All pairs of one repository: definitions, files, and examples in its documentation.</summary>
internal static class RepositoryPairs
{
    private const int MostBytes = 400_000;
    private const int MostCharacters = 6_000;
    private const int MostRemarks = 1_500;

    public static IEnumerable<CodePair> Read(BareRepository repository, ListedRepository listed)
    {
        var all = repository.Files(listed.Commit).ToList();
        var licences = new FolderLicences();
        var own = all.Where(file => FolderLicences.IsLicence(file.Path)).ToList();
        foreach (var (file, text) in own.Zip(repository.Read(own.Select(file => file.Id))))
        {
            licences.Add(file.Path, text);
        }

        // Scattered order: a limit on pairs then takes some of every folder.
        var files = all
            .Where(file => file.Size is > 100 and < MostBytes && licences.Allow(file.Path))
            .Where(file => SourceLanguages.Of(file.Path) is not null || SourceLanguages.IsProse(file.Path))
            .OrderBy(file => file.Id, StringComparer.Ordinal)
            .ToList();
        var recipes = new FolderRecipes(files.Select(file => file.Path));
        foreach (var (file, text) in files.Zip(repository.Read(files.Select(file => file.Id))))
        {
            if (text is null)
            {
                continue;
            }

            var found = SourceLanguages.Of(file.Path) is { } language
                ? OfSource(language, text, file.Path)
                : ProseSections.In(text, file.Path);
            foreach (var (of, definition) in found)
            {
                yield return Pair(of, listed.Name, definition);
            }

            recipes.Add(file.Path, text);
        }

        foreach (var (language, recipe) in recipes.Found)
        {
            yield return Pair(language, listed.Name, recipe);
        }
    }

    /// <summary>The comments within a definition, each with the lines that it speaks of.</summary>
    public static IEnumerable<CodePair> OfComments(CodePair pair) =>
        pair.IsExample ? [] : CommentSnippets.In(pair.Code, pair.Language)
            .Select(found => Pair(pair.Language, pair.Repository, found) with { IsComment = true })
            .Where(found => found.Summary.Length > 0);

    private static IEnumerable<(string Language, Definition Found)> OfSource(string language, string text, string path)
    {
        var definitions = SourceLanguages.Definitions(language, text).ToList();
        if (FileSummaries.Of(text, path, definitions) is { } file)
        {
            definitions.Add(file);
        }

        return definitions.Select(found => (language, found));
    }

    private static CodePair Pair(string language, string repository, Definition found)
    {
        var (summary, remarks) = Documentation.Split(found.Documentation, found.Name);
        return new CodePair(language, repository, found.Scope, found.Name, summary, Cut(remarks, MostRemarks), Cut(found.Code, MostCharacters));
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
