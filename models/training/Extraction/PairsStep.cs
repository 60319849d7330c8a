using Julie.Training.Git;

namespace Julie.Training.Extraction;

/// <summary>Repositories to pairs.</summary>
internal static class PairsStep
{
    private const int MostBytes = 400_000;
    private const int MostCharacters = 6_000;
    private const int MostOfOneSummary = 4;

    public static async Task RunAsync(Arguments options)
    {
        var checkouts = options.Need("checkouts");
        var mostDocumented = options.Number("most-documented", 14_000);
        var mostBare = options.Number("most-undocumented", 4_000);
        var excluded = options.All("exclude").SelectMany(File.ReadLines).Select(line => line.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var functions = new FunctionFingerprints();
        foreach (var file in options.All("exclude-functions"))
        {
            functions.Add(file);
        }

        var seen = new HashSet<ulong>();
        var summaries = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var counts = new SortedDictionary<string, (int Documented, int Bare)>(StringComparer.Ordinal);
        await using var output = PairFile.Create(options.Need("output"));
        foreach (var listed in ListedRepository.Read(options.Need("repositories")))
        {
            if (excluded.Contains(listed.Name))
            {
                throw new InvalidDataException($"{listed.Name} is listed but must not be learnt from.");
            }

            if (BareRepository.Find(checkouts, listed.Name) is not { } repository)
            {
                Console.Error.WriteLine($"{listed.Name}: not in {checkouts}, left out");
                continue;
            }

            var (documented, bare) = (0, 0);
            foreach (var pair in Pairs(repository, listed).Where(pair => Wanted(pair, functions, seen, summaries)))
            {
                if (pair.Summary.Length > 0 ? documented++ >= mostDocumented : bare++ >= mostBare)
                {
                    continue;
                }

                PairFile.Write(output, pair);
                var count = counts.GetValueOrDefault(pair.Language);
                counts[pair.Language] = pair.Summary.Length > 0 ? (count.Documented + 1, count.Bare) : (count.Documented, count.Bare + 1);
            }

            Console.WriteLine($"{listed.Name,-45} {Math.Min(documented, mostDocumented),7} documented {Math.Min(bare, mostBare),7} without documentation");
        }

        foreach (var (language, count) in counts)
        {
            Console.WriteLine($"{language,-12} {count.Documented,8} documented {count.Bare,8} without documentation");
        }
    }

    private static IEnumerable<CodePair> Pairs(BareRepository repository, ListedRepository listed)
    {
        // Scattered order: a limit on pairs then takes some of every folder.
        var files = repository.Files(listed.Commit)
            .Where(file => file.Size is > 100 and < MostBytes && SourceLanguages.Of(file.Path) is not null)
            .OrderBy(file => file.Id, StringComparer.Ordinal)
            .ToList();
        foreach (var (file, text) in files.Zip(repository.Read(files.Select(file => file.Id))))
        {
            if (text is null)
            {
                continue;
            }

            var language = SourceLanguages.Of(file.Path)!;
            foreach (var found in SourceLanguages.Definitions(language, text))
            {
                var (summary, remarks) = Documentation.Split(found.Documentation, found.Name);
                var code = found.Code.Length > MostCharacters ? found.Code[..MostCharacters] : found.Code;
                yield return new CodePair(language, listed.Name, found.Scope, found.Name, summary, remarks.Length > 1500 ? remarks[..1500] : remarks, code);
            }
        }
    }

    private static bool Wanted(CodePair pair, FunctionFingerprints functions, HashSet<ulong> seen, Dictionary<string, int> summaries)
    {
        var lines = pair.Code.AsSpan().Count('\n') + 1;
        if (pair.Name.Length < 3 || pair.Name.StartsWith("__", StringComparison.Ordinal) || lines < (pair.Summary.Length > 0 ? 2 : 4) || pair.Code.Length < 40)
        {
            return false;
        }

        if (!seen.Add(FunctionFingerprints.HashOf(pair.Code)) || functions.Contains(pair.Code))
        {
            return false;
        }

        if (pair.Summary.Length == 0)
        {
            return true;
        }

        var count = summaries.GetValueOrDefault(pair.Summary);
        summaries[pair.Summary] = count + 1;
        return count < MostOfOneSummary;
    }
}
