using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking;

/// <summary>
/// The language of a file whose name leaves it open: what it names for an editor, its <c>#!</c> line, then, for extensions that several languages share,
/// what only one of them writes. A name that is certain is never overruled, so that a known file needs no reading.
/// </summary>
internal static partial class LanguageByContent
{
    /// <summary>Raised with every change of what is decided here: remembered answers of older rules are not taken.</summary>
    public const int Version = 1;

    private const int Looked = 20_000;
    private const int Timeout = 2000;

    // Per extension: the first rule that matches decides; a rule without a pattern is what the extension means otherwise.
    private static readonly Dictionary<string, (Func<Regex>? Pattern, string Language)[]> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["h"] = [(ObjectiveC, "objective-c"), (Cpp, "cpp"), (null, "c")],
        ["m"] = [(ObjectiveC, "objective-c"), (Matlab, "matlab"), (null, "objective-c")],
        ["pl"] = [(Prolog, "prolog"), (Raku, "raku"), (null, "perl")],
        ["pm"] = [(Raku, "raku"), (null, "perl")],
        ["t"] = [(Raku, "raku"), (null, "perl")],
        ["pro"] = [(Prolog, "prolog"), (QMake, "make"), (null, "text")],
        ["v"] = [(Coq, "coq"), (Verilog, "verilog"), (VLang, "vlang"), (null, "verilog")],
        ["ts"] = [(Xml, "xml"), (null, "typescript")],
        ["fs"] = [(Shader, "shader"), (Forth, "text"), (null, "fsharp")],
        ["r"] = [(Rebol, "text"), (null, "r")],
        ["d"] = [(Dependencies, "make"), (null, "d")],
        ["pp"] = [(Pascal, "pascal"), (null, "puppet")],
        ["inc"] = [(Php, "php"), (CInclude, "c"), (Pascal, "pascal"), (null, "text")],
        ["cls"] = [(VisualBasic, "visual-basic"), (Apex, "java"), (null, "tex")],
        ["cl"] = [(OpenCl, "c"), (null, "lisp")],
    };

    /// <summary>Whether the extension, without its dot, leaves the language open.</summary>
    public static bool Shares(string extension) => Rules.ContainsKey(extension);

    /// <summary>What a shared extension means where nothing was read; text for anything else.</summary>
    public static Language Default(string hint) => Rules.TryGetValue(hint, out var rules) ? Languages.Find(rules[^1].Language) : Languages.Text;

    public static Language Of(string hint, string text)
    {
        if ((Modeline.Of(text) ?? Languages.OfShebang(text)) is { } named)
        {
            return named;
        }

        if (Rules.TryGetValue(hint, out var rules))
        {
            var head = text.Length <= Looked ? text : text[..Looked];
            foreach (var (pattern, language) in rules)
            {
                if (pattern is null || pattern().IsMatch(head))
                {
                    return Languages.Find(language);
                }
            }
        }

        return hint.Length == 0 && text.AsSpan(0, Math.Min(text.Length, 100)).TrimStart().StartsWith("<?xml ") ? Languages.Find("xml") : Languages.Text;
    }

    [GeneratedRegex(@"^[ \t]*(@(interface|implementation|protocol|property|class|import|end)\b|#[ \t]*import[ \t]+[<""])", RegexOptions.Multiline, Timeout)]
    private static partial Regex ObjectiveC();

    [GeneratedRegex(@"^[ \t]*(template[ \t]*<|class[ \t]+[\w:]+[^;\n]*(\{|:|$)|namespace[ \t]+[\w:]*[ \t]*(\{|$)|using[ \t]+(namespace[ \t]|\w+[ \t]*=)|(public|private|protected)[ \t]*:|(inline[ \t]+)?constexpr[ \t]|virtual[ \t]|#[ \t]*include[ \t]+<(string|vector|map|memory|iostream|algorithm|utility|functional|optional|type_traits|cstd\w+)>)|\bstd::\w", RegexOptions.Multiline, Timeout)]
    private static partial Regex Cpp();

    [GeneratedRegex(@"^[ \t]*(%|function\b[^;{]*$|end[ \t]*;?[ \t]*$|classdef\b)", RegexOptions.Multiline, Timeout)]
    private static partial Regex Matlab();

    [GeneratedRegex(@"^(:-[ \t]*(module|use_module|dynamic|initialization|ensure_loaded|discontiguous)\b|[a-z]\w*\([^%$\n]*\)[ \t]*:-[ \t]*$)", RegexOptions.Multiline, Timeout)]
    private static partial Regex Prolog();

    [GeneratedRegex(@"^[ \t]*(use[ \t]+v6|(unit[ \t]+)?(grammar|role)[ \t]+[\w:]+|multi[ \t]+(sub|method)\b)", RegexOptions.Multiline, Timeout)]
    private static partial Regex Raku();

    [GeneratedRegex(@"^[ \t]*(TEMPLATE|QT|SOURCES|HEADERS|CONFIG|TARGET)[ \t]*\+?=", RegexOptions.Multiline, Timeout)]
    private static partial Regex QMake();

    [GeneratedRegex(@"^[ \t]*((From[ \t]+\w+[ \t]+)?Require[ \t]+(Import|Export)|(Theorem|Lemma|Fixpoint|Inductive|Definition|Corollary)[ \t]+\w+|Proof\.|Qed\.)", RegexOptions.Multiline, Timeout)]
    private static partial Regex Coq();

    [GeneratedRegex(@"^[ \t]*(endmodule\b|`(timescale|include|define|default_nettype)\b|always[ \t]*@|(input|output|inout|wire|reg)[ \t[])|^[ \t]*module[ \t]+\w+[ \t]*[#(;]", RegexOptions.Multiline, Timeout)]
    private static partial Regex Verilog();

    [GeneratedRegex(@"^(pub[ \t]+)?(fn[ \t]+(\([^)]*\)[ \t]*)?\w+[ \t]*\(|struct[ \t]+\w+[ \t]*\{|module[ \t]+\w+[ \t]*$)", RegexOptions.Multiline, Timeout)]
    private static partial Regex VLang();

    [GeneratedRegex(@"\A\s*<(\?xml[ \t]|!DOCTYPE[ \t]+TS\b|TS\b)", RegexOptions.None, Timeout)]
    private static partial Regex Xml();

    [GeneratedRegex(@"^[ \t]*(#version[ \t]+\d|precision[ \t]+\w+p[ \t]|(uniform|varying|attribute)[ \t]+\w+|void[ \t]+main[ \t]*\()", RegexOptions.Multiline, Timeout)]
    private static partial Regex Shader();

    [GeneratedRegex(@"^: \S+[ \t]+\(", RegexOptions.Multiline, Timeout)]
    private static partial Regex Forth();

    [GeneratedRegex(@"^[ \t]*REBOL[ \t]*\[", RegexOptions.Multiline | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Rebol();

    [GeneratedRegex(@"\A\S+\.l?o[ \t]*:", RegexOptions.None, Timeout)]
    private static partial Regex Dependencies();

    [GeneratedRegex(@"^[ \t]*(unit|program|uses|procedure|function)[ \t]+\w[^{\n]*;", RegexOptions.Multiline | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Pascal();

    [GeneratedRegex(@"<\?(php|=)", RegexOptions.None, Timeout)]
    private static partial Regex Php();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(include|define|ifdef|ifndef|if)\b", RegexOptions.Multiline, Timeout)]
    private static partial Regex CInclude();

    [GeneratedRegex(@"^(VERSION \d\.\d CLASS|Attribute VB_|Option Explicit)", RegexOptions.Multiline, Timeout)]
    private static partial Regex VisualBasic();

    [GeneratedRegex(@"^[ \t]*(@\w+[ \t]+)?(public|private|global)\b[^\n]*\b(class|interface|enum)[ \t]+\w+", RegexOptions.Multiline | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Apex();

    [GeneratedRegex(@"\b(__kernel|kernel[ \t]+void|__global)\b", RegexOptions.None, Timeout)]
    private static partial Regex OpenCl();
}
