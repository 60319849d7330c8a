using System.Text.RegularExpressions;

namespace Julie.Cli.Eval.Own;

/// <summary>
/// Documented definitions, by how lines look: a comment right above a declaration, or a string right below one in Python. What it misses is not asked about; what it takes by mistake costs
/// one query.
/// </summary>
internal static partial class SourceReader
{
    private static readonly HashSet<string> Extensions = new(
        ".py .cs .go .java .kt .scala .js .mjs .jsx .ts .tsx .rs .c .h .cc .cpp .hpp .rb .php .swift".Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> NoNames = new(
        "if for while switch catch return foreach using lock else do try match when new throw await assert super this function var let const describe it test".Split(' '), StringComparer.Ordinal);

    public static bool IsSource(string path) => Extensions.Contains(Path.GetExtension(path)) && !Aside().IsMatch(path);

    /// <summary>Names that a file defines, and the lines where.</summary>
    public static IEnumerable<(string Name, int Line)> Names(string[] lines) => lines.Select((line, number) => (Name: NameOf(line.Trim())!, number)).Where(found => found.Name is not null);

    public static IEnumerable<DocumentedFunction> Functions(string path, string[] lines) =>
        (Path.GetExtension(path).Equals(".py", StringComparison.OrdinalIgnoreCase) ? BelowTheirNames(lines) : AboveTheirNames(lines, hash: Path.GetExtension(path) is ".rb"))
        .Select(found => found with { Summary = Prose.Summary(found.Summary, found.Name) }).Where(found => found.Summary.Length > 0);

    private static IEnumerable<DocumentedFunction> AboveTheirNames(string[] lines, bool hash)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsComment(lines[i], hash))
            {
                continue;
            }

            int first = i;
            bool block = lines[i].TrimStart().StartsWith("/*", StringComparison.Ordinal);
            while (block ? !lines[i].Contains("*/", StringComparison.Ordinal) && i + 1 < lines.Length : i + 1 < lines.Length && IsComment(lines[i + 1], hash))
            {
                i++;
            }

            int declaration = i + 1;
            while (declaration < lines.Length && Attribute().IsMatch(lines[declaration]))
            {
                declaration++;
            }

            if (declaration < lines.Length && NameOf(lines[declaration].Trim()) is { } name)
            {
                yield return new(name, string.Join('\n', lines[first..(i + 1)].Select(line => line.Trim().Trim('/', '*', '!', '#', ' '))), declaration, first, i);
            }
        }
    }

    private static IEnumerable<DocumentedFunction> BelowTheirNames(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (NameOf(lines[i].Trim()) is not { } name)
            {
                continue;
            }

            int declaration = i;
            while (i + 1 < lines.Length && !lines[i].TrimEnd().EndsWith(':') && i - declaration < 20)
            {
                i++;
            }

            if (i + 1 >= lines.Length || Quotes().Match(lines[i + 1]) is not { Success: true } opening)
            {
                continue;
            }

            int last = i + 1;
            string quotes = opening.Groups[1].Value;
            bool closed = lines[last].IndexOf(quotes, opening.Index + opening.Length, StringComparison.Ordinal) >= 0;
            while (!closed && last + 1 < lines.Length)
            {
                closed = lines[++last].Contains(quotes, StringComparison.Ordinal);
            }

            yield return new(name, string.Join('\n', lines[(i + 1)..(last + 1)].Select(line => line.Trim())).Replace(quotes, "", StringComparison.Ordinal), declaration, i + 1, last);
            i = last;
        }
    }

    private static bool IsComment(string line, bool hash) => line.TrimStart() is var text && (text.StartsWith("//", StringComparison.Ordinal)
        || text.StartsWith("/*", StringComparison.Ordinal) || (hash && text.StartsWith('#')));

    private static string? NameOf(string line) =>
        Declaration().Match(line) is { Success: true } found && found.Groups["name"].Value is var name && !NoNames.Contains(name) && !NoNames.Contains(line.Split(' ')[0]) ? name : null;

    [GeneratedRegex(@"(^|/)(tests?|testing|__tests__|specs?|fixtures|examples?|samples?|vendor|node_modules|third_party|generated|bench(mark)?s?)/|[._-](test|spec|min|pb|g)\.|(^|/)test_|Tests?\.[a-z]+$")]
    private static partial Regex Aside();

    [GeneratedRegex("^\\s*[rRuU]?(\"\"\"|''')")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"^\s*(\[.*\]|@\w.*|#\[.*\])\s*$")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:[\w<>\[\],.&*?~()]+\s+)*?(?:def|func|fn|function|fun|class|struct|interface|trait|enum|record|object|protocol|module)\s+(?:\([^)]*\)\s*)?(?:self\.)?(?<name>[A-Za-z_]\w*)|^(?:[\w<>\[\],.&*?~:]+\s+)+[*&]*(?:\w+::)*(?<name>[A-Za-z_]\w*)\s*(?:<[^>]*>)?\([^;]*$")]
    private static partial Regex Declaration();
}
