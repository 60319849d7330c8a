using System.Text.RegularExpressions;

namespace Julie.Cli.Eval.CosQa;

/// <summary>Python functions as text.</summary>
internal static partial class PythonText
{
    /// <summary>The function without its docstring.</summary>
    public static string WithoutDocumentation(string function) => Docstring().Replace(function, "$1", 1);

    // The declaration up to the colon that ends it, then a string as the first statement.
    [GeneratedRegex("""^((?:.*\n)*?\s*(?:async\s+)?def\s[^\n]*(?:\n[^\n]*?)*?:[^\S\n]*(?:\#[^\n]*)?\n)\s*[rRuUbB]{0,2}("{3}[\s\S]*?"{3}|'{3}[\s\S]*?'{3}|"[^"\n]*"|'[^'\n]*')[^\S\n]*\n?""")]
    private static partial Regex Docstring();
}
