using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>The <c>normalizer</c> of a tokenizer.json.</summary>
internal static class NormalizerJson
{
    public static TextNormalizer? Read(JsonPart normalizer)
    {
        if (normalizer.IsNull)
        {
            return null;
        }

        var type = normalizer["type"].Text();
        return type switch
        {
            "BertNormalizer" => Bert(normalizer),
            "NFC" => new CanonicalNormalizer(composes: true),
            "NFD" => new CanonicalNormalizer(composes: false),
            "Lowercase" => new LowercaseNormalizer(),
            "StripAccents" => new CharacterFilter(CharacterClass.Mark),
            "Replace" => Replace(normalizer),
            "Sequence" => Sequence(normalizer),
            _ => throw normalizer.Wrong($"is of type '{type}', which is not supported"),
        };
    }

    private static BertNormalizer Bert(JsonPart normalizer)
    {
        var lowers = normalizer["lowercase"].Is(true);
        return new BertNormalizer(
            normalizer["clean_text"].Is(true), normalizer["handle_chinese_chars"].Is(true), normalizer["strip_accents"].Is(lowers), lowers);
    }

    private static ReplaceNormalizer Replace(JsonPart normalizer)
    {
        var pattern = normalizer["pattern"]["String"];
        return pattern.IsNull || pattern.Text().Length == 0
            ? throw normalizer.Wrong("replaces something else than a text, which is not supported")
            : new ReplaceNormalizer(pattern.Text(), normalizer["content"].Text());
    }

    private static TextNormalizer? Sequence(JsonPart normalizer)
    {
        TextNormalizer[] steps = [.. normalizer["normalizers"].Items().Select(Read).OfType<TextNormalizer>()];
        return steps.Length switch
        {
            0 => null,
            1 => steps[0],
            _ => new NormalizerSequence(steps),
        };
    }
}
