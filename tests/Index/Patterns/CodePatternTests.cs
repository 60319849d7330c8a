using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Julie.Index.Search.Patterns;
using Julie.Index.Trigrams;

namespace Julie.Index.Tests.Patterns;

public sealed class CodePatternTests
{
    private const string Code = "int main(void) {\n\treturn 0;  \n}\r\n\nFoo foo = new Foo(\"x\");\nstruct point\n{ int x; };\n";

    [Theory]
    [InlineData("main", "1")]
    [InlineData("MAIN", "")]
    [InlineData("(?i)MAIN", "1")]
    [InlineData("^}", "3")]
    [InlineData("}$", "")]
    [InlineData(@"\s+$", "2,3")]
    [InlineData(@"^\s*$", "4")]
    [InlineData("^", "1,2,3,4,5,6,7")]
    [InlineData("a.*c", "")]
    [InlineData("[Ff]oo", "5")]
    [InlineData("[^a]", "1,2,3,5,6,7")]
    [InlineData(@"struct\s+point\s+\{", "")]
    [InlineData(@"struct\s+point\s*\n\{", "6,7")]
    [InlineData(@"(?s)main.*point", "1,2,3,4,5,6")]
    [InlineData(@"\bint\b", "1,7")]
    [InlineData(@"\d", "2")]
    [InlineData(@"\D\d", "2")]
    [InlineData(@"\W", "1,2,3,5,6,7")]
    [InlineData("[[:digit:]]", "2")]
    [InlineData("[[:upper:]]oo", "5")]
    [InlineData(@"\x66oo", "5")]
    [InlineData(@"\{", "1,7")]
    [InlineData("{ int", "7")]
    [InlineData("o{2}", "5")]
    [InlineData("o{3}", "")]
    [InlineData("(?:re|st)turn?", "2")]
    [InlineData("(?P<name>foo)", "5")]
    [InlineData("return|point", "2,6")]
    [InlineData(@"\Aint", "1")]
    [InlineData(@"x\z", "")]
    [InlineData(@"[\s\S]x", "5,7")]
    [InlineData("[]x]", "5,7")]
    [InlineData(@"[\w.-]+\(", "1,5")]
    public void Find_Pattern_MatchesTheLinesThatRipgrepDoes(string pattern, string lines) => Assert.Equal(lines, Lines(CodePattern.Regex(pattern), Code));

    [Theory]
    [InlineData("a(b", 1)]
    [InlineData("a)", 1)]
    [InlineData("*a", 0)]
    [InlineData("[a", 0)]
    [InlineData("[b-a]", 1)]
    [InlineData(@"\1", 0)]
    [InlineData(@"\y", 0)]
    [InlineData(@"a\", 1)]
    [InlineData("(?=a)", 0)]
    [InlineData("(?<!a)b", 0)]
    [InlineData("(?>a)", 0)]
    [InlineData("(?x)a", 0)]
    [InlineData("a{5,2}", 1)]
    [InlineData("a{2000}", 1)]
    [InlineData("[a&&b]", 2)]
    [InlineData("[[:foo:]]", 1)]
    [InlineData(@"\p{Nope}", 0)]
    [InlineData(@"\x{110000}", 0)]
    [InlineData(@"\<word", 0)]
    [InlineData("(((a{100}){100}){100})", 0)]
    public void Regex_ThatCannotBe_IsRefusedWithItsPlace(string pattern, int position) =>
        Assert.Equal(position, Assert.Throws<InvalidPatternException>(() => CodePattern.Regex(pattern)).Position);

    [Fact]
    public void Regex_TooLongOrTooDeep_IsRefused()
    {
        Assert.Throws<InvalidPatternException>(() => CodePattern.Regex(new string('a', 1_001)));
        Assert.Throws<InvalidPatternException>(() => CodePattern.Regex(new string('(', 60) + new string(')', 60)));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("(a|aa)+c")]
    [InlineData("(.*a){20}")]
    [InlineData(@"(\w+\s*)+;")]
    [InlineData("[a-z]*[a-z]*[a-z]*[a-z]*X")]
    public void Find_PatternThatBacktrackersChokeOn_TakesTimeByTheTextOnly(string pattern)
    {
        var text = new string('a', 200_000);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        CodePattern.Regex(pattern).Find(text, 100);

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("Job  Not\tfound", "throw \"job not\n  FOUND\"", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("(x)", "f(x)", true)]
    public void Phrase_Text_IgnoresCaseAndTheWidthOfWhiteSpace(string phrase, string text, bool found) =>
        Assert.Equal(found, CodePattern.Phrase(phrase).Find(text, 1).Count > 0);

    [Fact]
    public void Find_ManyMatchesInALine_StillTellsOfEveryLine()
    {
        var text = string.Join('\n', Enumerable.Repeat(new string('a', 1_000), 500));

        var found = CodePattern.Regex("a").Find(text, 200_000);

        Assert.Equal(500 * 64, found.Count);
        Assert.Equal(string.Join(',', Enumerable.Range(1, 500)), Lines(CodePattern.Regex("a"), text));
    }

    // Pieces that make patterns; most combinations are patterns, the others are refused.
    private static readonly Gen<string> Patterns = Gen.Elements(
            "a", "b", "C", "ab", "foo", "Bar", "_x", ".", "[ab]", "[^a]", @"\w", @"\s", @"\d", "(", ")", "(?:", "(?i)", "|", "*", "+", "?", "{2}", "{1,3}", "^", "$", @"\b", @"\n", "é", " ", "(?s)")
        .ListOf().Select(parts => string.Concat(parts.Take(8)));

    private static readonly Gen<string> Texts = Gen.Elements("a", "b", "c", "C", "ab", "foo", "Foo", "BAR", "bar", "_x", "1", " ", "\n", "\r\n", "é", "É", "é", "x").ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void Trigrams_OfAnyPattern_AreInEveryTextThatItMatches() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(Patterns.ToArbitrary(), Texts.ToArbitrary(), (pattern, text) =>
        {
            try
            {
                var code = CodePattern.Regex(pattern);
                return code.Find(text, 1).Count == 0 || Holds(code.Trigrams, [.. Trigram.Of(text)]);
            }
            catch (InvalidPatternException)
            {
                return true;
            }
        }));

    [Theory]
    [InlineData("foobar", 4)]
    [InlineData("foo.*bar", 2)]
    [InlineData("(foo|bar)baz", 1)]
    [InlineData("(?i)retry", 3)]
    public void Trigrams_OfALiteral_AreRequired(string pattern, int least) =>
        Assert.True(CodePattern.Regex(pattern).Trigrams is TrigramQuery.Every every ? every.Parts.Count >= least : CodePattern.Regex(pattern).Trigrams is TrigramQuery.Either);

    [Fact]
    public void Find_LinesWithALiteral_AreThoseThatTheWholeTextHas() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Patterns.ToArbitrary(), Texts.ToArbitrary(), (pattern, text) =>
        {
            try
            {
                // The same pattern, once with a text that every match holds and once without: nothing at all may stand in its place.
                return Lines(CodePattern.Regex($"foo({pattern})"), text) == Lines(CodePattern.Regex($"(?:foo|\\z\\Aq)({pattern})"), text);
            }
            catch (InvalidPatternException)
            {
                return true;
            }
        }));

    [Theory]
    [InlineData("foo.*bar|bazz", "bazz,foo")]
    [InlineData(@"\bfoo\b_?bar", "foo")]
    [InlineData("a(bcd|efg)+h", "bcd,efg")]
    [InlineData("(?i)Order", "Order")]
    [InlineData("(?i)skip", "")]
    [InlineData("ab", "")]
    [InlineData("(abc)?", "")]
    [InlineData("abc|x", "")]
    public void Literals_OfAPattern_AreInEveryMatch(string pattern, string literals)
    {
        var all = (RequiredLiterals.Of(PatternParser.Parse(pattern, false).Root)?.Texts ?? []).Order(StringComparer.Ordinal);
        Assert.Equal(literals, string.Join(',', all));
    }

    [Fact]
    public void Find_WordsByLine_MatchesAsBacktrackingDoes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Texts.ToArbitrary(), text =>
            Lines(CodePattern.Regex("fo+|b[ae]r"), text) == string.Join(',', text.Split('\n').Select((line, i) => Regex.IsMatch(line, "fo+|b[ae]r") ? $"{i + 1}" : "").Where(l => l.Length > 0))));

    private static bool Holds(TrigramQuery query, HashSet<uint> trigrams) => query switch
    {
        TrigramQuery.Single single => trigrams.Contains(single.Trigram),
        TrigramQuery.Every every => every.Parts.All(p => Holds(p, trigrams)),
        TrigramQuery.Either either => either.Parts.Any(p => Holds(p, trigrams)),
        _ => true,
    };

    private static string Lines(CodePattern pattern, string text) =>
        string.Join(',', new Search.Texts.TextLines(text).Matched([.. pattern.Find(text, 100_000).Select(m => new Search.Texts.TextRange(m.Start, m.Length))]).Select(l => l.Number));
}
