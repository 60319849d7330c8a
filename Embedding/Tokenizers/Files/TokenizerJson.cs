using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Added;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>
/// <c>tokenizer.json</c>, which holds all of a tokenizer. Its truncation and padding are somebody's run-time settings and are left out; a
/// part that is not understood is an error, because ids that are nearly right give vectors that are quietly wrong.
/// </summary>
internal static class TokenizerJson
{
    /// <param name="file">The file.</param>
    /// <param name="type">What the manifest says that it is; null where nobody says.</param>
    /// <exception cref="ModelFileException">It is corrupt, or has a part that is not supported.</exception>
    public static HubTokenizerParts Read(string file, TokenizerType? type)
    {
        var root = JsonPart.Open(file);
        var splitter = SplitterJson.Read(root["pre_tokenizer"]);
        var model = ModelJson.Read(root["model"], splitter.Bytes, type);
        var (before, after) = PostProcessorJson.Read(root["post_processor"]);
        AddedToken[] added = root["added_tokens"].IsNull ? [] : [.. root["added_tokens"].Items().Select(Added)];
        return new HubTokenizerParts
        {
            Normalizer = NormalizerJson.Read(root["normalizer"]),
            Splitter = splitter.Splitter,
            AddsPrefixSpace = splitter.AddsPrefixSpace,
            Model = model.Model,
            AddedTokens = added,
            Before = before,
            After = after,
            Tokens = TokenTable.Of(model.Vocabulary, added, [.. before, .. after]),
            TokenText = model.Text,
        };
    }

    private static AddedToken Added(JsonPart token) => new()
    {
        Id = token["id"].Number(),
        Content = token["content"].Text(),
        SingleWord = token["single_word"].Is(false),
        StripsLeft = token["lstrip"].Is(false),
        StripsRight = token["rstrip"].Is(false),
        Normalized = token["normalized"].Is(true),
    };
}
