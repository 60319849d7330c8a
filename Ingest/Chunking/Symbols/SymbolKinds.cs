using System.Collections.Frozen;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Kinds of the parsers, brought to one vocabulary where they mean the same.</summary>
internal static class SymbolKinds
{
    private static readonly FrozenSet<string> CallableKinds = new[]
    {
        "function", "method", "constructor", "getter", "setter", "generator", "macro", "procedure", "task", "operation", "modifier", "given", "target", "rpc", "resource",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Normalise(string kind, string language) => kind switch
    {
        "func" or "subroutine" or "sub" => "function",
        "member" when language is "python" or "starlark" => "method",
        "singletonMethod" or "methodSpec" or "classMethod" or "instanceMethod" => "method",
        "implementation" => "impl",
        _ => kind,
    };

    /// <summary>Kinds that are locals where they lie within a function.</summary>
    public static bool IsLocal(string kind) => kind is "variable" or "constant" or "local" or "field" or "property" or "val" or "label" or "parameter";

    public static bool IsCallable(string kind) => CallableKinds.Contains(kind);
}
