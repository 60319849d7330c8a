using System.Globalization;

using Julie.Embedding.Tokenizers.Added;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>tokenizer_config.json, or nothing.</summary>
internal sealed class TokenizerConfig(JsonPart root)
{
    public JsonPart this[string name] => root[name];

    public static TokenizerConfig Open(string? file) => new(file is null ? default : JsonPart.Open(file));

    /// <summary>The text of a token such as <c>cls_token</c>, which is written as a string or as an object.</summary>
    public string? NameOf(string name) => root[name].IsObject ? root[name]["content"].Text() : root[name].TextOrNull();

    /// <summary>Tokens to be found in the text: those that are listed, and the special ones as far as they are in the vocabulary.</summary>
    public AddedToken[] AddedTokens(IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<(string Name, string Token)> special)
    {
        var added = new Dictionary<string, AddedToken>(StringComparer.Ordinal);
        if (root["added_tokens_decoder"].IsObject)
        {
            foreach (var (id, token) in root["added_tokens_decoder"].Members())
            {
                var read = Flags(token, int.Parse(id, CultureInfo.InvariantCulture), token["content"].Text(), isSpecial: token["special"].Is(false));
                added[read.Content] = read;
            }
        }

        var more = root["additional_special_tokens"].IsNull ? [] : root["additional_special_tokens"].Items().Select(token => (token, token.IsText ? token.Text() : token["content"].Text()));
        foreach (var (token, content) in special.Select(one => (root[one.Name], NameOf(one.Name) ?? one.Token)).Concat(more))
        {
            if (vocabulary.TryGetValue(content, out var id) && !added.ContainsKey(content))
            {
                // A mask takes the space before it in all of these models but BERT, where the class that reads it says nothing.
                var read = Flags(token, id, content, isSpecial: true);
                added[content] = content == "<mask>" && !token.IsObject ? read with { StripsLeft = true } : read;
            }
        }

        return [.. added.Values];
    }

    private static AddedToken Flags(JsonPart token, int id, string content, bool isSpecial) => new()
    {
        Id = id,
        Content = content,
        SingleWord = token["single_word"].Is(false),
        StripsLeft = token["lstrip"].Is(false),
        StripsRight = token["rstrip"].Is(false),
        Normalized = token["normalized"].Is(!isSpecial),
    };
}
