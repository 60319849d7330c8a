using Julie.Embedding.Tokenizers.Added;
using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// The way of a text, as Hugging Face's library has it: added tokens are found in the text, what is between is normalised, added tokens
/// that want it are found in that, and the rest is cut into words, each of which the model cuts into tokens.
/// </summary>
internal sealed class HubPipeline
{
    private readonly HubTokenizerParts parts;
    private readonly AddedTokenFinder? plain;
    private readonly AddedTokenFinder? normalized;
    private readonly BertReader? bert;

    public HubPipeline(HubTokenizerParts parts)
    {
        this.parts = parts;
        plain = Finder(parts.AddedTokens.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        normalized = Finder(parts.AddedTokens.Where(token => token.Normalized).Select(token => (Normalize(token.Content), token)));
        bert = normalized is null ? BertReader.For(parts) : null;
    }

    /// <summary>Sends the ids of a text to a sink, until it is full.</summary>
    public void Run(ReadOnlySpan<char> text, ref TokenSink sink, EncodeSettings settings)
    {
        text = WellFormed.Of(text);
        var (position, taken) = (0, 0);
        while (plain is not null && !sink.Full && plain.Next(text, ref position, taken, out var match))
        {
            if (match.Start > taken)
            {
                Part(text[taken..match.Start], ref sink, settings);
            }

            sink.Add(match.Id);
            taken = match.End;
        }

        if (taken < text.Length)
        {
            Part(text[taken..], ref sink, settings);
        }
    }

    /// <summary>The ids of a text with their places; at least one more than the limit where there are more.</summary>
    public List<LocatedToken> Locate(ReadOnlySpan<char> text, int limit, EncodeSettings settings)
    {
        text = WellFormed.Of(text);
        var locator = new TokenLocator(parts, normalized, settings, limit);
        var (position, taken) = (0, 0);
        while (plain is not null && !locator.Full && plain.Next(text, ref position, taken, out var match))
        {
            if (match.Start > taken)
            {
                locator.Part(text[taken..match.Start], taken);
            }

            locator.Found.Add(new LocatedToken(match.Id, match.Start, match.End));
            taken = match.End;
        }

        if (taken < text.Length && !locator.Full)
        {
            locator.Part(text[taken..], taken);
        }

        return locator.Found;
    }

    private static AddedTokenFinder? Finder(IEnumerable<(string Form, AddedToken Token)> tokens)
    {
        // A form that is empty could never be found.
        (string, AddedToken)[] all = [.. tokens.Where(token => token.Form.Length > 0)];
        return all.Length > 0 ? new AddedTokenFinder(all) : null;
    }

    private string Normalize(string content)
    {
        if (parts.Normalizer is not { } normalizer || normalizer.Keeps(content))
        {
            return content;
        }

        using var text = new NormalText(tracks: false);
        text.Load(content, 0);
        normalizer.Apply(text);
        return text.Text.ToString();
    }

    /// <summary>What is between the added tokens that are found in the text as it is.</summary>
    private void Part(ReadOnlySpan<char> text, ref TokenSink sink, EncodeSettings settings)
    {
        if (bert is not null && settings is { ConsiderNormalization: true, ConsiderPreTokenization: true })
        {
            bert.Read(text, ref sink);
            return;
        }

        if (!settings.ConsiderNormalization || parts.Normalizer is not { } normalizer || normalizer.Keeps(text))
        {
            Normal(text, ref sink, settings);
            return;
        }

        using var normal = new NormalText(tracks: false);
        normal.Load(text, 0);
        normalizer.Apply(normal);
        Normal(normal.Text, ref sink, settings);
    }

    /// <summary>Normalised text.</summary>
    private void Normal(ReadOnlySpan<char> text, ref TokenSink sink, EncodeSettings settings)
    {
        var (position, taken) = (0, 0);
        while (normalized is not null && !sink.Full && normalized.Next(text, ref position, taken, out var match))
        {
            if (match.Start > taken)
            {
                Words(text[taken..match.Start], ref sink, settings);
            }

            sink.Add(match.Id);
            taken = match.End;
        }

        if (taken < text.Length)
        {
            Words(text[taken..], ref sink, settings);
        }
    }

    private void Words(ReadOnlySpan<char> text, ref TokenSink sink, EncodeSettings settings)
    {
        if (!settings.ConsiderPreTokenization || parts.Splitter is null)
        {
            parts.Model.Encode(text, ref sink);
        }
        else if (parts.AddsPrefixSpace && text[0] != ' ')
        {
            Cut($" {text}", ref sink);
        }
        else
        {
            Cut(text, ref sink);
        }
    }

    private void Cut(ReadOnlySpan<char> text, ref TokenSink sink)
    {
        if (parts.Splitter is WordScanner scanner)
        {
            for (var position = 0; position < text.Length && !sink.Full;)
            {
                var end = scanner.Next(text, position);
                parts.Model.Encode(text[position..end], ref sink);
                position = end;
            }

            return;
        }

        var words = new List<Word>();
        parts.Splitter!.Split(text, 0, text.Length, words);
        foreach (var word in words)
        {
            if (sink.Full)
            {
                return;
            }

            parts.Model.Encode(text[word.Start..word.End], ref sink);
        }
    }
}
