using System.Text.RegularExpressions;

namespace Julie.Cli;

/// <summary>
/// <c>-C2</c> is <c>-C 2</c> to every grep. The parser would take it for a word of the query that is unwanted, because it may not bundle short options: <c>-lang:go</c> is a filter.
/// </summary>
internal static partial class GluedNumbers
{
    public static IReadOnlyList<string> Split(IReadOnlyList<string> args)
    {
        int search = args.ToList().IndexOf("search");
        return search < 0 ? args : [.. args.Take(search), .. args.Skip(search).TakeWhile(arg => arg != "--").SelectMany(Parts), .. args.Skip(search).SkipWhile(arg => arg != "--")];
    }

    private static string[] Parts(string arg) => Glued().IsMatch(arg) ? [arg[..2], arg[2..]] : [arg];

    [GeneratedRegex(@"^-[CABn]\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Glued();
}
