namespace Julie.AppHost.Tests;

/// <summary>Types as C# writes them, with full names.</summary>
internal static class TypeText
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Double"] = "double",
        ["System.Single"] = "float",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Object"] = "object",
        ["System.String"] = "string",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return type.FullName is { } full && Keywords.TryGetValue(full, out var keyword) ? keyword : Named(type, type.GetGenericArguments());
    }

    // A nested type repeats its declaring type's arguments; each part of the name takes those that it added.
    private static string Named(Type type, Type[] arguments)
    {
        var outer = type.DeclaringType is { } declaring ? declaring.GetGenericArguments().Length : 0;
        var own = arguments[Math.Min(outer, arguments.Length)..];
        var prefix = type.DeclaringType is { } parent ? Named(parent, arguments[..Math.Min(outer, arguments.Length)]) + "."
            : type.Namespace is { Length: > 0 } space ? space + "." : "";
        var name = type.Name.Split('`')[0];
        return prefix + name + (own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Of))}>");
    }
}
