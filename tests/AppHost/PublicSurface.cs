using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Julie.AppHost.Tests;

/// <summary>
/// The public members of an assembly, one line of text each. Overrides, explicit implementations and what the compiler adds to
/// records are left out: they add nothing that a caller could name.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(TypeText.Of, StringComparer.Ordinal).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {TypeText.Of(type)}";
        var members = type.IsEnum || typeof(Delegate).IsAssignableFrom(type)
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
            : type.GetMembers(Declared);
        foreach (var line in members.Where(m => m is not Type).Select(m => Line(type, m)).OfType<string>().Order(StringComparer.Ordinal))
        {
            yield return line;
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string? Line(Type type, MemberInfo member)
    {
        var name = $"{TypeText.Of(type)}.{member.Name}";
        return member switch
        {
            FieldInfo f when IsVisible(f.Attributes) => f.IsLiteral
                ? string.Create(CultureInfo.InvariantCulture, $"const {name} = {f.GetRawConstantValue() ?? "null"}")
                : $"{Static(f.IsStatic)}field {name}: {TypeText.Of(f.FieldType)}",
            PropertyInfo p when p.GetAccessors(nonPublic: true).Any(a => IsNew(a)) => Property(name, p),
            EventInfo e when e.AddMethod is { } add && IsNew(add) => $"{Static(add.IsStatic)}event {name}: {TypeText.Of(e.EventHandlerType!)}",
            ConstructorInfo c when IsVisible(c) && !c.IsStatic && !IsGenerated(c) => $"new {TypeText.Of(type)}({Parameters(c)})",
            MethodInfo m when IsNew(m) && !IsGenerated(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                $"{Static(m.IsStatic)}method {name}{Generics(m)}({Parameters(m)}): {TypeText.Of(m.ReturnType)}{Constraints(m)}",
            _ => null,
        };
    }

    private static string Property(string name, PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var index = property.GetIndexParameters();
        var arguments = index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(Parameter))}]";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        return $"{Static(accessors[0].IsStatic)}property {name}{arguments}: {TypeText.Of(property.PropertyType)} {{{get}{set} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var extends = parameter is { Position: 0, Member: MethodInfo m } && m.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var passing = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return extends + many + passing + TypeText.Of(parameter.ParameterType) + " " + parameter.Name + Default(parameter);
    }

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null",
        string text => $" = \"{text}\"",
        bool flag => flag ? " = true" : " = false",
        var value => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Constraints(MethodInfo method)
    {
        var arguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        return string.Concat(from a in arguments
                             let types = a.GetGenericParameterConstraints().Select(TypeText.Of).Order(StringComparer.Ordinal).ToList()
                             where types.Count > 0
                             select $" where {a.Name} : {string.Join(", ", types)}");
    }

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static bool IsNew(MethodInfo method) => IsVisible(method) && method.GetBaseDefinition().DeclaringType == method.DeclaringType;

    private static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
}
