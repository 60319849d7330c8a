using FsCheck;
using FsCheck.Fluent;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Tests;

/// <summary>What holds for every text, not for chosen ones.</summary>
public sealed class QueryParserProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // strings of the characters that mean something to the parser, far more often than chance would give them
    private static readonly Gen<string> Texts = Gen.Elements(
            " ", "\"", ":", "-", "\\", "repo:", "lang:", "-path:", "langauge:", "a", "Bc", "d1", "std::x", "é", "漢", "😀", "\t", "/", "*", "=", "\0")
        .ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void Parse_AnyText_IsReadOrRefusedWithAPlaceInIt() => Check.One(Thorough, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        try
        {
            ParsedQuery query = QueryParser.Parse(text);
            return query.Terms.Count > 0 && query.Terms.All(term => term.Text.Length > 0) && query.Filters.All(filter => filter.Value.Length > 0);
        }
        catch (InvalidQueryException error)
        {
            return error.Message.Length > 0 && error.Position >= 0 && error.Position + error.Length <= Math.Max(text.Length, 0);
        }
    }));

    [Fact]
    public void Parse_EveryTermAndFilter_StandsWhereItSays() => Check.One(Thorough, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        ParsedQuery? query = TryParse(text);
        return query is null || (query.Terms.All(term => text[term.Position] == (term.Kind == TermKind.Phrase ? '"' : term.Text[0]))
            && query.Filters.All(filter => char.IsLetter(text[filter.Position]) || text[filter.Position] == '-'));
    }));

    [Fact]
    public void Parse_AnyTextInQuotes_IsSearchedForAsItStands() => Check.One(Thorough, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0 || trimmed.Contains('\0', StringComparison.Ordinal))
        {
            return true;
        }

        string quoted = "\"" + trimmed.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        return QueryParser.Parse(quoted).Phrases.SequenceEqual([trimmed]);
    }));

    [Fact]
    public void Parse_WordsWithoutColonsAndQuotes_AreLeftAlone() => Check.One(Thorough, Prop.ForAll(
        Gen.Elements("alpha", "Beta_2", "x.y", "-v", "a/b", "c++", "#if", "()", "λ").NonEmptyListOf().ToArbitrary(),
        words => QueryParser.Parse(string.Join(' ', words)).Terms.Select(term => term.Text).SequenceEqual(words)));

    private static ParsedQuery? TryParse(string text)
    {
        try
        {
            return QueryParser.Parse(text);
        }
        catch (InvalidQueryException)
        {
            return null;
        }
    }
}
