using System.Globalization;
using System.Text.RegularExpressions;

namespace Julie.Cli.Opening;

/// <summary>A place in a file of the index.</summary>
/// <param name="File">Name of the repository, a slash, and the path.</param>
/// <param name="Line">Line, from 1; null: the file.</param>
/// <param name="EndLine">Last line; null: the same.</param>
/// <param name="Ref">The ref; null: the default one.</param>
internal sealed partial record Place(string File, int? Line, int? EndLine = null, string? Ref = null)
{
    /// <summary><c>acme/shop/src/cart.go</c>, <c>...:10</c>, <c>...:10-40</c>, and what pipes print: <c>...:10:func Add</c>. Null for what is none.</summary>
    public static Place? Read(string text)
    {
        Match match = Written().Match(text.Trim());
        return match.Success ? new Place(match.Groups["file"].Value, Number(match.Groups["line"]), Number(match.Groups["end"])) : null;
    }

    private static int? Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<file>[^:]*[^:/]/[^:]*[^:/])(:(?<line>[1-9]\d{0,7})(-(?<end>[1-9]\d{0,7}))?(:.*)?)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Written();
}
