using Julie.Embedding.Tokenizers.Added;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>Tokens by id.</summary>
internal static class TokenTable
{
    public static string?[] Of(IReadOnlyDictionary<string, int> vocabulary, IReadOnlyCollection<AddedToken> added, IReadOnlyCollection<int> special)
    {
        var last = vocabulary.Values.Concat(added.Select(token => token.Id)).Concat(special).DefaultIfEmpty(-1).Max();
        var tokens = new string?[last + 1];
        foreach (var (token, id) in vocabulary)
        {
            tokens[id] = token;
        }

        foreach (var token in added)
        {
            tokens[token.Id] = token.Content;
        }

        return tokens;
    }
}
