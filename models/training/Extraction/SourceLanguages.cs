namespace Julie.Training.Extraction;

/// <summary>Which files are read, and how.</summary>
internal static class SourceLanguages
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".py"] = "python", [".cs"] = "csharp", [".go"] = "go", [".java"] = "java", [".kt"] = "kotlin", [".scala"] = "scala",
        [".js"] = "javascript", [".mjs"] = "javascript", [".jsx"] = "javascript", [".ts"] = "typescript", [".tsx"] = "typescript",
        [".rs"] = "rust", [".c"] = "c", [".h"] = "cpp", [".cc"] = "cpp", [".cpp"] = "cpp", [".hpp"] = "cpp",
        [".rb"] = "ruby", [".php"] = "php", [".swift"] = "swift",
        [".ex"] = "elixir", [".exs"] = "elixir", [".lua"] = "lua", [".hs"] = "haskell", [".zig"] = "zig",
        [".sh"] = "bash", [".bash"] = "bash", [".zsh"] = "bash",
    };

    private static readonly string[] Unwanted =
    [
        "/vendor/", "/third_party/", "/thirdparty/", "/node_modules/", "/_vendor/", "/external/", "/dist/", "generated", ".min.", ".pb.", "_pb2",
        ".Designer.cs", ".g.cs", "/migrations/", "/test/", "/tests/", "/testing/", "_test.", ".test.", ".spec.", "/test_", "conftest",
        "/fixtures/", "/examples/", "/samples/", "/benchmarks/", "/__tests__/",
    ];

    /// <summary>The language of a path, or null where it is not to be read.</summary>
    public static string? Of(string path) =>
        ByExtension.TryGetValue(Path.GetExtension(path), out var language)
        && !Unwanted.Any(part => $"/{path}".Contains(part, StringComparison.OrdinalIgnoreCase)) ? language : null;

    /// <summary>The language of a path, to be read or not; null where it is no source.</summary>
    public static string? LanguageOf(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>Documentation that a person wrote, whose examples are read.</summary>
    public static bool IsProse(string path) =>
        Path.GetExtension(path) is ".md" or ".rst" or ".mdx" && !Unwanted.Any(part => $"/{path}".Contains(part, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<Definition> Definitions(string language, string text) => language switch
    {
        "python" => PythonDefinitions.In(text),
        "ruby" => RubyDefinitions.In(text),
        "lua" or "elixir" or "haskell" or "bash" => MarkedDefinitions.In(text, language),
        _ => BraceDefinitions.In(text, language),
    };
}
