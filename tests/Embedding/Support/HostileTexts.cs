using System.Globalization;
using System.Text;

namespace Julie.Embedding.Tests.Support;

/// <summary>Text that breaks tokenizers.</summary>
internal static class HostileTexts
{
    public static IEnumerable<string> All(int longest, bool every) =>
        Chosen().Concat(EveryCodePoint(every)).Concat(Categories()).Concat(Random(20261122, 2000)).Concat(Long(longest));

    /// <summary>Every code point once, between letters and by itself, 256 to a text, lone surrogates too; or the first 16,384 and a few of the rest.</summary>
    private static IEnumerable<string> EveryCodePoint(bool every)
    {
        for (var block = 0; block < 0x110000; block += every || block < 0x4000 ? 256 : 0x1300)
        {
            var (apart, glued) = (new StringBuilder(), new StringBuilder());
            for (var point = block; point < block + 256; point++)
            {
                apart.Append(' ').Append(Text(point));
                glued.Append('a').Append(Text(point)).Append('1');
            }

            yield return apart.ToString();
            yield return glued.ToString();
        }
    }

    /// <summary>Long lines: one word, no word, nothing but marks.</summary>
    private static IEnumerable<string> Long(int size)
    {
        yield return new string('a', size);
        yield return new string(' ', size);
        yield return new string('é', size / 2);
        yield return new string('\u0301', size / 2);
        yield return string.Concat(Enumerable.Repeat("\u0301\u0323", size / 4));
        yield return string.Concat(Enumerable.Repeat("中", size / 4));
        yield return string.Concat(Enumerable.Range(0, size / 8).Select(i => (i * 2654435761 % 9973).ToString(CultureInfo.InvariantCulture)));
        yield return string.Concat(Enumerable.Repeat("parseHttpHeader(x)+", size / 19));
        yield return new string('\u1161', size / 4);
    }

    private static IEnumerable<string> Chosen() =>
    [
        "", " ", "  ", "\n", "\r\n", "\0", "a\0b", "\0\0\0", "\u0001\u0002 \u007f", "tab\tvt\vff\fend", "a\u0085b\u2028c\u2029d",
        "\ud800", "\udc00", "x\ud800y", "x\udc00\ud800y", "a \ud83d b", "\ufffd", "\ufeffusing System;", "\uffff\ufffe",
        "😀", "👩‍👩‍👧‍👦 family", "🏳️‍🌈", "👍🏽👍🏿", "🇩🇪🇫🇷", "#️⃣ 1️⃣", "a\u200db", "zero\u200bwidth\u200cjoiner\u2060",
        "你好，世界", "日本語テキスト", "한국어 텍스트", "𠀀𠀁𫝀", "漢字kanji漢字", "ｆｕｌｌｗｉｄｔｈ　ｓｐａｃｅ", "\u1100\u1161\u11a8", "가\u11a8", "각\u11a8",
        "مرحبا بالعالم", "שָׁלוֹם עולם", "\u202eevil\u202c", "\u2066x\u2069", "हिन्दी में", "ไทยไม่มีเว้นวรรค", "ʼn ŉ ǰ ΐ",
        "e\u0301\u0323", "e\u0323\u0301", "ộ ộ ộ ộ", "Å Å A\u030a", "q\u0307\u0323", "\u0344\u0345", "\u0f71\u0f72\u0f74", "ﬀ ﬁ ﬃ ﬆ", "½ ² Ⅷ ⑨ ٣ ३",
        "İstanbul ISTANBUL ıstanbul", "ΣΑΣ ΌΣΟΣ", "ẞ ß ſ K Å", "Ǆ ǅ ǆ", "'ſ 'S 'RE 'Ll 'VE 'm 'T'd", "don't DON'T don’t it's 'sss 'rex", "we'll've",
        "  leading", "trailing  ", "a  b   c    d", "\t\tint x;\r\n\r\n\r\n  y", "a \n b", "x\n\n\n", " \n", "\n ", "\r\r\n\n\r", "  \n  \n  x", "\u00a0\u00a0x\u3000y",
        "1234567890 12 123 1234", "3.14e-10 0xDEADBEEF 1_000", "$x->y['z'] = \"q\\n\";", "!!!???...///", "a_b__c___d", "camelCaseXMLHttpRequest", "#include <a.h>\r\n#define X(y) y##z",
        "[CLS] a [SEP] b [MASK] [PAD][UNK]", "[cls] [MASK]x[MASK ] [ MASK]", "<|endoftext|>", "a<|im_start|>b <|im_end|>\n", "<|endoftext", "<tool_call>{}</tool_call>", "<s>x</s> <mask> <pad>", "   <mask>   ",
        "##ing ## #", "Ġhello Ċ ▁x <0x0A>", "¢£¤¥", "\u00ad soft\u00adhyphen", "\u061c\u180e\u2061", "\ue000\uf8ff\U000f0000", "\u0378\u0379\U000e0100",
        new string('a', 100), new string('a', 101), new string('é', 100), new string('é', 101), string.Concat(Enumerable.Repeat("𝒳", 100)), string.Concat(Enumerable.Repeat("𝒳", 101)),
    ];

    /// <summary>For each category the same few words around some of its characters.</summary>
    private static IEnumerable<string> Categories() =>
        Enumerable.Range(0, 0x110000).Where(point => point is < 0xd800 or > 0xdfff)
            .GroupBy(CharUnicodeInfo.GetUnicodeCategory)
            .SelectMany(category => category.Take(40).Concat(category.TakeLast(40)).Chunk(8))
            .Select(points => $"get{string.Concat(points.Select(Text))}Value x{Text(points[0])} {Text(points[0])}y 1{Text(points[^1])}2");

    private static IEnumerable<string> Random(int seed, int count)
    {
        var random = new Random(seed);
        string[] parts = [" ", "  ", "\n", "\r\n", "\t", "a", "B", "'s", "'", "1", "22", "_", "é", "e\u0301", "\u0323", "中", "😀", "\u200d", "\0", "\ud800", "[MASK]", "<|im_end|>", "ß", "İ", "한", "\u1161", "##", ".", "foo", "Bar"];
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var left = random.Next(1, 40); left > 0; left--)
            {
                text.Append(random.Next(4) == 0 ? Text(random.Next(random.Next(2) == 0 ? 0x3000 : 0x20000)) : parts[random.Next(parts.Length)]);
            }

            yield return text.ToString();
        }
    }

    private static string Text(int point) => point is >= 0xd800 and <= 0xdfff ? ((char)point).ToString() : char.ConvertFromUtf32(point);
}
