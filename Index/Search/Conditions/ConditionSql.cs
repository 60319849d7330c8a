using System.Globalization;
using Julie.Index.Lexical;
using Julie.Index.Snapshots;
using Npgsql;

namespace Julie.Index.Search.Conditions;

/// <summary>
/// A condition as SQL over <c>t</c> (tree entry), <c>f</c> (its ref) and, where it has a <see cref="PlaceCondition"/>, <c>c</c> (chunk). Required texts are not
/// decided by SQL: the statement lets everything through that may still hold, and <see cref="Texts.TextSearch"/> decides. Values are
/// parameters, never part of the statement.
/// </summary>
internal sealed class ConditionSql
{
    private readonly List<object> _values = [];

    private readonly bool _places;

    private ConditionSql(SearchCondition? condition, bool places)
    {
        _places = places;
        if (condition is not null)
        {
            NamesRefs = ConditionTree.NamesRefs(condition);
            var explicitly = ConditionTree.WithDefaultRefs(condition);
            Text = Write(explicitly);
            Atoms = [.. ConditionTree.Atoms(explicitly).Where(a => a is FileCondition)];
            AtomBits = Bits(Atoms);
        }
    }

    /// <summary>The condition; null where it lets everything through.</summary>
    public string? Text { get; }

    /// <summary>Whether it says itself which refs are searched; else they are the default ones.</summary>
    public bool NamesRefs { get; }

    /// <summary>The conditions on files within it, by themselves.</summary>
    public IReadOnlyList<SearchCondition> Atoms { get; } = [];

    /// <summary>Which of them hold: an array of booleans.</summary>
    public string AtomBits { get; } = NoBits;

    private const string NoBits = "'{}'::boolean[]";

    public static ConditionSql Of(SearchCondition? condition) => new(condition, places: true);

    /// <summary>The same where no chunk is at hand: conditions on places are left open too.</summary>
    public static ConditionSql OfFiles(SearchCondition condition) => new(condition, places: false);

    /// <summary>Which of these conditions hold, with their values: an array of booleans.</summary>
    public static (string Bits, ConditionSql Sql) OfPlaces(IReadOnlyList<SearchCondition> atoms)
    {
        var sql = new ConditionSql(null, places: true);
        return (sql.Bits(atoms), sql);
    }

    private string Bits(IReadOnlyList<SearchCondition> atoms) =>
        atoms.Count == 0 ? NoBits : $"array[{string.Join(", ", atoms.Select(a => $"coalesce({Write(a) ?? "true"}, false)"))}]";

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            parameters.AddWithValue(Name(i), _values[i]);
        }
    }

    /// <summary>Null is "true": nothing that SQL can decide.</summary>
    private string? Write(SearchCondition condition) => condition switch
    {
        AllOf all => all.Parts.Select(Write).Where(p => p is not null).ToArray() is { Length: > 0 } known ? Join(known, " and ") : null,
        AnyOf any => WriteAny(any),
        // What SQL cannot decide it must not deny either.
        NoneOf none => ConditionTree.HoldsText(none.Part) || (!_places && ConditionTree.HoldsPlace(none.Part)) ? null : $"not ({Write(none.Part) ?? "true"})",
        FileCondition file => File(file),
        PlaceCondition place => _places ? Place(place) : null,
        _ => null,
    };

    private string? WriteAny(AnyOf any)
    {
        var parts = any.Parts.Select(Write).ToArray();
        return parts.Contains(null) ? null : parts.Length == 0 ? "false" : Join(parts, " or ");
    }

    private static string Join(IEnumerable<string?> parts, string with) => $"({string.Join(with, parts)})";

    private string File(FileCondition file) => file.Field switch
    {
        FileField.Language => $"t.language = {Add(file.Value.ToLowerInvariant())}",
        FileField.Path => $"t.path ~* {Add(PathGlob.ToRegex(file.Value))}",
        FileField.Name => $"t.path ~* {Add(PathGlob.NameToRegex(file.Value))}",
        FileField.Ref => $"f.name like any({Add(RefFilter.ToLike(file.Value).ToArray())})",
        FileField.DefaultRef => "f.is_default",
        FileField.Flag => $"t.flags & {Add((int)Enum.Parse<TreeEntryFlags>(file.Value))} <> 0",
        // SECURITY: whether a name is whole is asked of readable repositories only (law 4).
        _ => RepositoryScope.Matches("f.repository_id", Add(file.Value.ToLowerInvariant()), Add(RepositoryPattern.ToLike(file.Value))),
    };

    private string Place(PlaceCondition place)
    {
        if (place is TermsCondition words)
        {
            var terms = new List<string>();
            CodeTerms.Visit(words.Text, (term, _) => terms.Add(WeightedTerms.Lexeme(term.ToString())));
            return terms.Count == 0
                ? "false"
                : $"exists (select from passage q where q.id = c.passage_id and q.terms @@ {Add(string.Join(" & ", terms.Distinct()))}::tsquery)";
        }

        var symbol = (SymbolCondition)place;
        return symbol is { Names.Count: 0, Kinds.Count: > 0 } && Add(symbol.Kinds.ToArray()) is var kinds
            ? $"(c.kind = any({kinds}) or exists (select from symbol s where {Begins} and s.kind = any({kinds})))"
            // From the names to the places: an EXISTS with a range in it would be asked of every place.
            : $"c.id in (select x.id from symbol s join chunk x on x.chunked_blob_id = s.chunked_blob_id and s.line between x.start_line and x.end_line where {AddSymbol(symbol)})";
    }

    /// <summary>The condition on a symbol <c>s</c> by itself; its values are added to this one's.</summary>
    public string AddSymbol(SymbolCondition symbol)
    {
        var names = symbol.Names.Count == 0 ? "true" : Join(symbol.Names.Select(Named), " or ");
        return symbol.Kinds.Count == 0 ? names : $"{names} and s.kind = any({Add(symbol.Kinds.ToArray())})";
    }

    private const string Begins = "s.chunked_blob_id = c.chunked_blob_id and s.line between c.start_line and c.end_line";

    private string Named(string name)
    {
        var (scope, own) = SymbolName.Split(name.ToLowerInvariant());
        var text = own.Contains('*', StringComparison.Ordinal)
            ? $"lower(left(s.name, 200)) like {Add(RepositoryPattern.ToLike(own))}"
            : $"lower(left(s.name, 200)) = {Add(own)}";
        return scope.Length == 0 ? text : $"{text} and lower(s.scope) like {Add(RepositoryPattern.ToLike("*" + scope))}";
    }

    private string Add(object value)
    {
        _values.Add(value);
        return "@" + Name(_values.Count - 1);
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"where_{index}");
}
