namespace Julie.Cli.Eval.Golden;

/// <summary>
/// Queries and the places that they found, as text that a reviewer of a change reads: <c>? QUERY</c>, then a place a line, best first. Lines that begin with # and empty ones
/// say nothing.
/// </summary>
/// <param name="Remarks">The lines before the first query.</param>
/// <param name="Queries">Each query with its places.</param>
internal sealed record GoldenFile(IReadOnlyList<string> Remarks, IReadOnlyList<(string Query, IReadOnlyList<string> Places)> Queries)
{
    private const string Mark = "? ";

    public static GoldenFile Read(string file)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (IOException e)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} cannot be read", $"{e.Message} Write a query a line, each after '? ', and run this with --update.", e);
        }

        List<(string Query, List<string> Places)> queries = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Mark, StringComparison.Ordinal) && lines[i].Length > Mark.Length)
            {
                queries.Add((lines[i][Mark.Length..], []));
            }
            else if (lines[i].Length > 0 && lines[i][0] != '#')
            {
                if (queries.Count == 0)
                {
                    throw new JulieException(ExitCodes.Usage, $"{file}, line {i + 1}: a place before the first query", "A query begins with '? '.");
                }

                queries[^1].Places.Add(lines[i]);
            }
        }

        return queries.Count == 0
            ? throw new JulieException(ExitCodes.Usage, $"{file} holds no query", "Write a query a line, each after '? ', and run this with --update.")
            : new([.. lines.TakeWhile(line => !line.StartsWith(Mark, StringComparison.Ordinal)).Where(line => line.Length > 0)], [.. queries.Select(one => (one.Query, (IReadOnlyList<string>)one.Places))]);
    }

    public void Write(string file) =>
        File.WriteAllText(file, string.Concat(Remarks.Select(line => line + "\n")) + string.Concat(Queries.Select(one => $"\n{Mark}{one.Query}\n{string.Concat(one.Places.Select(place => place + "\n"))}")));
}
