using Julie.Training.Git;

namespace Julie.Training.Extraction;

/// <summary>Repositories to pairs.</summary>
internal static class PairsStep
{
    private const int MostOfOneSummary = 4;

    public static async Task RunAsync(Arguments options)
    {
        var checkouts = options.Need("checkouts");
        var mostDocumented = options.Number("most-documented", 14_000);
        var mostBare = options.Number("most-undocumented", 4_000);
        var mostCommented = options.Number("most-commented", 8_000);
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
        var checkedOut = ListedRepository.Read(options.Need("repositories"))
            .Select(listed => (Listed: listed, Repository: Find(listed, excluded, checkouts)))
            .Where(entry => entry.Repository is not null)
            .ToList();
        // Read side by side, written in the list's order: what was seen before decides.
        var found = checkedOut.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(entry => (entry.Listed, Pairs: RepositoryPairs.Read(entry.Repository!, entry.Listed).ToList()));
        foreach (var (listed, pairs) in found)
        {
            var (documented, bare, commented) = (0, 0, 0);
            var written = new List<CodePair>();
            foreach (var pair in pairs.Where(pair => Wanted(pair, functions, seen, summaries)))
            {
                if (pair.Summary.Length > 0 ? documented++ >= mostDocumented : bare++ >= mostBare)
                {
                    continue;
                }

                PairFile.Write(output, pair);
                written.Add(pair);
                var count = counts.GetValueOrDefault(pair.Language);
                counts[pair.Language] = pair.Summary.Length > 0 ? (count.Documented + 1, count.Bare) : (count.Documented, count.Bare + 1);
            }

            // Definitions first: a short one is also what a comment speaks of. Only what may be learnt from is looked into.
            foreach (var snippet in written.SelectMany(RepositoryPairs.OfComments).Where(snippet => Wanted(snippet, functions, seen, summaries)).Take(mostCommented))
            {
                PairFile.Write(output, snippet);
                commented++;
            }

            Console.WriteLine($"{listed.Name,-45} {Math.Min(documented, mostDocumented),7} documented {Math.Min(bare, mostBare),7} without documentation {commented,7} comments");
        }

        foreach (var (language, count) in counts)
        {
            Console.WriteLine($"{language,-12} {count.Documented,8} documented {count.Bare,8} without documentation");
        }
    }

    private static BareRepository? Find(ListedRepository listed, HashSet<string> excluded, string checkouts)
    {
        if (excluded.Contains(listed.Name))
        {
            throw new InvalidDataException($"{listed.Name} is listed but must not be learnt from.");
        }

        var repository = BareRepository.Find(checkouts, listed.Name);
        if (repository is null)
        {
            Console.Error.WriteLine($"{listed.Name}: not in {checkouts}, left out");
        }

        return repository;
    }

    /// <summary>Whether a class, a program or an example holds a function that must not be learnt from.</summary>
    private static bool HoldsOne(CodePair pair, FunctionFingerprints functions) =>
        pair.Language == "python" && PythonDefinitions.In(pair.Code).Any(inner => functions.Contains(inner.Code));

    private static bool Wanted(CodePair pair, FunctionFingerprints functions, HashSet<ulong> seen, Dictionary<string, int> summaries)
    {
        var lines = pair.Code.AsSpan().Count('\n') + 1;
        if (pair.Name.Length < 3 || pair.Name.StartsWith("__", StringComparison.Ordinal) || lines < (pair.Summary.Length > 0 ? 2 : 4) || pair.Code.Length < 40)
        {
            return false;
        }

        if (pair.IsExample && pair.Summary.Length == 0)
        {
            return false;
        }

        if (!seen.Add(FunctionFingerprints.HashOf(pair.Code)) || functions.Contains(pair.Code) || HoldsOne(pair, functions))
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
