namespace Julie.Ingest.Chunking;

/// <summary>Languages by the names that <c>linguist-language</c>, Vim and Emacs have for them.</summary>
internal static class LanguageNames
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["c++"] = "cpp", ["objective-c++"] = "objective-c", ["objc"] = "objective-c", ["objcpp"] = "objective-c", ["obj-c"] = "objective-c", ["objectivec"] = "objective-c",
        ["c#"] = "csharp", ["cs"] = "csharp", ["f#"] = "fsharp", ["visual-basic-.net"] = "visual-basic", ["vb.net"] = "visual-basic", ["vba"] = "visual-basic", ["vbscript"] = "visual-basic",
        ["golang"] = "go", ["js"] = "javascript", ["js2"] = "javascript", ["javascriptreact"] = "javascript", ["typescriptreact"] = "typescript", ["tsx"] = "typescript", ["jsx"] = "javascript",
        ["py"] = "python", ["python3"] = "python", ["cython"] = "python", ["rb"] = "ruby", ["cperl"] = "perl", ["perl-6"] = "raku", ["perl6"] = "raku",
        ["sh"] = "shell", ["bash"] = "shell", ["zsh"] = "shell", ["ksh"] = "shell", ["shell-script"] = "shell", ["dosbatch"] = "batch", ["batchfile"] = "batch", ["ps1"] = "powershell",
        ["makefile"] = "make", ["gnumakefile"] = "make", ["makefile-gmake"] = "make", ["automake"] = "make", ["m4"] = "autoconf", ["config"] = "autoconf",
        ["viml"] = "vim", ["vim-script"] = "vim", ["vimrc"] = "vim", ["elisp"] = "emacs-lisp", ["common-lisp"] = "lisp", ["racket"] = "scheme",
        ["hcl"] = "terraform", ["json-with-comments"] = "json", ["jupyter-notebook"] = "json", ["rst"] = "restructuredtext", ["gfm"] = "markdown", ["latex"] = "tex", ["bibtex"] = "tex", ["plaintex"] = "tex",
        ["html+erb"] = "template", ["html+jinja"] = "template", ["html+django"] = "template", ["handlebars"] = "template", ["mustache"] = "template", ["ejs"] = "template", ["pug"] = "template", ["haml"] = "template",
        ["html+razor"] = "razor", ["cshtml"] = "razor", ["sass"] = "scss", ["nxml"] = "xml", ["plsql"] = "sql", ["plpgsql"] = "sql", ["tsql"] = "sql", ["pgsql"] = "sql",
        ["glsl"] = "shader", ["hlsl"] = "shader", ["wgsl"] = "shader", ["unix-assembly"] = "assembly", ["asm"] = "assembly", ["nasm"] = "assembly", ["gas"] = "assembly",
        ["bazel"] = "starlark", ["bzl"] = "starlark", ["protocol-buffer"] = "protobuf", ["proto"] = "protobuf", ["delphi"] = "pascal", ["object-pascal"] = "pascal", ["conf"] = "ini", ["dosini"] = "ini",
        ["java-properties"] = "ini", ["octave"] = "matlab", ["rocq-prover"] = "coq", ["v"] = "vlang", ["robotframework"] = "robot", ["cucumber"] = "gherkin", ["tcl/tk"] = "tcl", ["fundamental"] = "text", ["plain-text"] = "text",
    };

    /// <returns>Null for a name that is not known.</returns>
    public static Language? Find(string name)
    {
        var key = name.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        if (key.EndsWith("-mode", StringComparison.Ordinal))
        {
            key = key[..^"-mode".Length];
        }

        return Languages.TryFind(Aliases.GetValueOrDefault(key, key));
    }
}
