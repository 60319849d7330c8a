using Julie.Embedding.Tokenizers.Added;
using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>The same way as <see cref="HubPipeline"/>'s, slower, with the place of each token in the original text.</summary>
internal sealed class TokenLocator(HubTokenizerParts parts, AddedTokenFinder? normalized, EncodeSettings settings, int limit)
{
    private readonly List<Word> words = [];

    public List<LocatedToken> Found { get; } = [];

    public bool Full => Found.Count > limit;

    /// <summary>What is between added tokens.</summary>
    public void Part(ReadOnlySpan<char> original, int offset)
    {
        using var text = new NormalText(tracks: true);
        text.Load(original, offset);
        if (settings.ConsiderNormalization && parts.Normalizer is { } normalizer && !normalizer.Keeps(original))
        {
            normalizer.Apply(text);
        }

        var (position, taken) = (0, 0);
        while (normalized is not null && !Full && normalized.Next(text.Text, ref position, taken, out var match))
        {
            Words(text, taken, match.Start);
            Add(match.Id, text, match.Start, match.End);
            taken = match.End;
        }

        Words(text, taken, text.Text.Length);
    }

    private void Words(NormalText text, int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        words.Clear();
        if (!settings.ConsiderPreTokenization || parts.Splitter is not { } splitter)
        {
            Cut(text, text.Text, new Word(start, end), shift: 0);
        }
        else if (parts.AddsPrefixSpace && text.Text[start] != ' ')
        {
            var prefixed = $" {text.Text[start..end]}";
            splitter.Split(prefixed, 0, prefixed.Length, words);
            words.ForEach(word => Cut(text, prefixed, word, shift: start - 1));
        }
        else
        {
            splitter.Split(text.Text, start, end, words);
            words.ForEach(word => Cut(text, text.Text, word, shift: 0));
        }
    }

    private void Cut(NormalText text, ReadOnlySpan<char> spelled, Word word, int shift)
    {
        if (Full)
        {
            return;
        }

        using var tokens = new WordTokens();
        parts.Model.Cut(spelled[word.Start..word.End], tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            // A space that was put before the text has no place in it.
            var start = Math.Max(0, word.Start + tokens.StartOf(i) + shift);
            Add(tokens.Ids[i], text, start, Math.Max(start, word.Start + tokens.EndOf(i) + shift));
        }
    }

    private void Add(int id, NormalText text, int start, int end)
    {
        var from = start < text.Starts.Length ? text.Starts[start] : text.Ends[^1];
        Found.Add(new LocatedToken(id, from, end > start ? Math.Max(from, text.Ends[end - 1]) : from));
    }
}
