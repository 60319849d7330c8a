using System.Buffers;

using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Added;

/// <summary>Finds added tokens from left to right, the longest of those that begin at one place. Safe for concurrent use.</summary>
internal sealed class AddedTokenFinder
{
    private readonly SearchValues<string> any;
    private readonly Dictionary<char, (string Form, AddedToken Token)[]> byFirst;

    /// <param name="tokens">Each with the form in which it is looked for.</param>
    public AddedTokenFinder(IReadOnlyCollection<(string Form, AddedToken Token)> tokens)
    {
        any = SearchValues.Create([.. tokens.Select(token => token.Form)], StringComparison.Ordinal);
        byFirst = tokens.GroupBy(token => token.Form[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Form.Length).ToArray());
    }

    /// <summary>The next one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to look from; then where to look on.</param>
    /// <param name="taken">The end of the match before.</param>
    /// <param name="match">What was found.</param>
    public bool Next(ReadOnlySpan<char> text, ref int position, int taken, out AddedTokenMatch match)
    {
        while (position < text.Length && text[position..].IndexOfAny(any) is var at and >= 0)
        {
            var start = position + at;
            var (form, token) = LongestAt(text, start);
            var end = start + form.Length;
            position = end;
            if (token.SingleWord && (IsWord(text, start, before: true) || IsWord(text, end, before: false)))
            {
                continue;
            }

            while (token.StripsLeft && start > taken && (Characters.Of(text[start - 1]) & CharacterClass.Space) != 0)
            {
                start--;
            }

            while (token.StripsRight && end < text.Length && (Characters.Of(text[end]) & CharacterClass.Space) != 0)
            {
                end++;
            }

            match = new AddedTokenMatch(token.Id, start, end);
            return true;
        }

        match = default;
        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> text, int position, bool before) =>
        before
            ? position > 0 && (Characters.Before(text, position) & CharacterClass.Word) != 0
            : position < text.Length && (Characters.At(text, position, out _) & CharacterClass.Word) != 0;

    private (string Form, AddedToken Token) LongestAt(ReadOnlySpan<char> text, int start)
    {
        foreach (var candidate in byFirst[text[start]])
        {
            if (text[start..].StartsWith(candidate.Form, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("A search found what is not there."); // SearchValues and this table are made of the same forms
    }
}
