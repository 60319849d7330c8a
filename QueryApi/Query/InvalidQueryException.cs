using System.Globalization;

namespace Julie.QueryApi.Query;

/// <summary>A query that cannot be read. The message is for the one who typed it: what is wrong, where, and the remedy.</summary>
internal sealed class InvalidQueryException(string message, int position, int length) : Exception(message)
{
    /// <summary>Where the trouble begins in the query, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>How many characters it takes.</summary>
    public int Length { get; } = length;

    public static InvalidQueryException At(Span span, FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), span.Start, span.Length);
}
