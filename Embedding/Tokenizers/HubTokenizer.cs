using System.Buffers;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Files;
using Julie.Embedding.Tokenizers.Models;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// A tokenizer made of the files that the model hub ships: WordPiece or byte-pair encoding behind the normalizers, splits, added
/// tokens and special tokens that they name. Its ids are those of Hugging Face's own library, special tokens included, and a limit
/// cuts as theirs does: the special tokens stay. Offsets are positions in the text as it was given, so there is never a normalised text.
/// Lone surrogates count as U+FFFD. Safe for concurrent use; time grows with the text's length, whatever is in it.
/// </summary>
public sealed class HubTokenizer : Tokenizer
{
    private readonly HubTokenizerParts parts;
    private readonly HubPipeline pipeline;
    private readonly int special;

    internal HubTokenizer(HubTokenizerParts parts)
    {
        this.parts = parts;
        pipeline = new HubPipeline(parts);
        special = parts.Before.Count + parts.After.Count;
    }

    /// <summary>Reads a tokenizer.json.</summary>
    /// <exception cref="ModelFileException">It is corrupt, or has a part that is not supported.</exception>
    public static HubTokenizer Open(string tokenizerJson) => new(TokenizerJson.Read(tokenizerJson, type: null));

    /// <summary>Reads the vocab.json and merges.txt of a byte-level model.</summary>
    /// <param name="vocabulary">vocab.json.</param>
    /// <param name="merges">merges.txt.</param>
    /// <param name="configuration">tokenizer_config.json, where there is one.</param>
    /// <exception cref="ModelFileException">One is corrupt, or of a class that is not known.</exception>
    public static HubTokenizer Open(string vocabulary, string merges, string? configuration) =>
        new(VocabularyFiles.ReadBpe(vocabulary, merges, configuration));

    /// <summary>Number of ids, unused ones included; ids are 0 to one less.</summary>
    public int VocabularySize => parts.Tokens.Length;

    /// <summary>How many special tokens stand around every text.</summary>
    public int SpecialTokenCount => special;

    /// <summary>The token of an id, or null where there is none.</summary>
    public string? TokenOf(int id) => (uint)id < (uint)parts.Tokens.Length ? parts.Tokens[id] : null;

    /// <summary>The texts of the tokens, special ones too; what the normalizer dropped does not come back.</summary>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        if (TokenDecoder.Decode(ids, parts, out var count) is not { } text)
        {
            return OperationStatus.InvalidData;
        }

        if (!text.TryCopyTo(destination))
        {
            return OperationStatus.DestinationTooSmall;
        }

        (idsConsumed, charsWritten) = (count, text.Length);
        return OperationStatus.Done;
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var found = Located(textSpan, settings, out var consumed);
        var length = textSpan.Length;
        return new EncodeResults<EncodedToken>
        {
            Tokens =
            [
                .. parts.Before.Select(id => Special(id, 0)),
                .. found.Select(token => new EncodedToken(token.Id, parts.Tokens[token.Id]!, token.Start..token.End)),
                .. parts.After.Select(id => Special(id, length)),
            ],
            CharsConsumed = consumed,
        };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var room = Room(settings);
        var sink = new TokenSink(room == int.MaxValue ? room : room + 1, keeps: true);
        pipeline.Run(textSpan, ref sink, settings);
        var cut = sink.Count > room;
        var kept = sink.Ids[..Math.Min(sink.Count, room)];
        int[] ids = [.. parts.Before, .. kept, .. parts.After];
        sink.Return();
        var consumed = textSpan.Length;
        if (cut)
        {
            Located(textSpan, settings, out consumed); // only now is it worth knowing where tokens are
        }

        return new EncodeResults<int> { Tokens = ids, CharsConsumed = consumed };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var sink = new TokenSink(Room(settings), keeps: false);
        pipeline.Run(textSpan, ref sink, settings);
        return sink.Count + special;
    }

    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd,
        out string? normalizedText, out int tokenCount)
    {
        normalizedText = null;
        var room = Room(settings);
        if (fromEnd)
        {
            settings.MaxTokenCount = int.MaxValue; // the last tokens are known only after all others
        }

        var found = Located(textSpan, settings, out _);
        var kept = Math.Min(room, found.Count);
        tokenCount = kept + special;
        return (kept, fromEnd) switch
        {
            (0, true) => textSpan.Length,
            (0, false) => 0,
            (_, true) => found[^kept].Start,
            (_, false) => found[kept - 1].End,
        };
    }

    /// <summary>The text's own tokens up to the limit, with their places.</summary>
    private List<LocatedToken> Located(ReadOnlySpan<char> text, EncodeSettings settings, out int consumed)
    {
        var room = Room(settings);
        var found = pipeline.Locate(text, room, settings);
        var cut = found.Count > room;
        if (cut)
        {
            found.RemoveRange(room, found.Count - room);
        }

        consumed = cut ? (room == 0 ? 0 : found[^1].End) : text.Length;
        return found;
    }

    private int Room(EncodeSettings settings) =>
        settings.MaxTokenCount == int.MaxValue ? int.MaxValue : Math.Max(0, settings.MaxTokenCount - special);

    private EncodedToken Special(int id, int position) => new(id, parts.Tokens[id] ?? "", position..position);
}
