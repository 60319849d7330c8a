using System.Globalization;
using System.Text;

using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tests.Tokenizers.Hub;

/// <summary>The measured character data, beside .NET's: they are one where Unicode has not changed, and differ where it grew.</summary>
public sealed class CharactersTests
{
    public static TheoryData<string> Properties => new("letter", "number", "space", "control", "punctuation", "accent", "lower");

    [Theory]
    [MemberData(nameof(Properties))]
    public void Of_OldScripts_AreAsNetHasThem(string property)
    {
        Assert.DoesNotContain(Differing(property), rune => rune.Value < 0x300);
        TestContext.Current.SendDiagnosticMessage($"{property}: {Differing(property).Count()} code points differ from .NET {Environment.Version}");
    }

    [Fact]
    public void Compose_Hangul_IsTheInverseOfItsDecomposition()
    {
        Span<int> parts = stackalloc int[3];
        for (var syllable = 0xac00; syllable <= 0xd7a3; syllable++)
        {
            var count = Hangul.Decompose(syllable, parts);
            var whole = Characters.Compose(parts[0], parts[1]);
            Assert.Equal(syllable, count == 2 ? whole : Characters.Compose(whole, parts[2]));
        }
    }

    private static IEnumerable<Rune> Differing(string property) =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(point => new Rune(point)).Where(rune => property switch
        {
            "letter" => Rune.IsLetter(rune) != Has(rune, CharacterClass.Letter),
            "number" => Rune.IsNumber(rune) != Has(rune, CharacterClass.Number),
            "space" => Rune.IsWhiteSpace(rune) != Has(rune, CharacterClass.Space),
            "control" => rune.Value is not 0xfffd && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                && rune.Value is not (9 or 10 or 13)) != Has(rune, CharacterClass.Control),
            "punctuation" => rune.Value > 0x7f && Rune.IsPunctuation(rune) != Has(rune, CharacterClass.Punctuation),
            "accent" => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark != Has(rune, CharacterClass.Accent),
            _ => rune.Value is not 0x130 && (Rune.ToLowerInvariant(rune) != rune) != Has(rune, CharacterClass.Lowers),
        });

    private static bool Has(Rune rune, CharacterClass of) => (Characters.Of(rune.Value) & of) != 0;
}
