namespace Julie.Training.Git;

/// <summary>A line of repositories.txt: <c>owner/name commit licence</c>.</summary>
internal sealed record ListedRepository(string Name, string Commit, string Licence)
{
    /// <summary>SPDX identifiers of licences that let anybody learn from the code.</summary>
    private static readonly HashSet<string> Permissive = new(StringComparer.Ordinal)
    {
        "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "HPND", "MIT-CMU", "Unlicense", "Zlib", "PostgreSQL", "BSL-1.0", "CC0-1.0",
    };

    public static IEnumerable<ListedRepository> Read(string file)
    {
        foreach (var line in File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != 3)
            {
                throw new InvalidDataException($"'{line}' in {file} is not 'owner/name commit licence'.");
            }

            // 'A OR B' is written A/B: one permissive choice is enough.
            if (!fields[2].Split('/').Any(Permissive.Contains))
            {
                throw new InvalidDataException($"{fields[0]} has the licence {fields[2]}, which is not on the list of permissive ones.");
            }

            yield return new ListedRepository(fields[0], fields[1], fields[2]);
        }
    }
}
