using System.Globalization;

namespace Julie.QueryApi.Search;

/// <summary>What a search shall wait for first.</summary>
/// <param name="Commit">A commit, in full or its first digits.</param>
/// <param name="Vectors">Until its vectors are there too.</param>
/// <param name="Limit">The longest wait.</param>
internal sealed record WaitRequest(string Commit, bool Vectors, TimeSpan Limit)
{
    public const int HighestSeconds = 60;
    private const int DefaultSeconds = 10;
    private const int ShortestCommit = 7;
    private const int LongestCommit = 64;

    /// <summary>Null where nothing is to be waited for; else a request, or what is wrong with it.</summary>
    public static (WaitRequest? Wait, string? Problem) Read(string? commit, string? seconds, string? vectors)
    {
        var onlyVectors = false;
        if (!string.IsNullOrEmpty(vectors) && !bool.TryParse(vectors, out onlyVectors))
        {
            return (null, $"waitForVectors={vectors} is neither true nor false.");
        }

        if (string.IsNullOrEmpty(commit))
        {
            return seconds is null && !onlyVectors ? (null, null) : (null, "waitForSeconds and waitForVectors say how to wait for a commit: give waitFor too.");
        }

        if (commit.Length is < ShortestCommit or > LongestCommit || !commit.All(char.IsAsciiHexDigit))
        {
            return (null, $"waitFor={commit} is no commit: give {ShortestCommit} to {LongestCommit} hexadecimal digits.");
        }

        double limit = DefaultSeconds;
        return string.IsNullOrEmpty(seconds)
            || (double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out limit) && limit is >= 0 and <= HighestSeconds)
            ? (new WaitRequest(commit, onlyVectors, TimeSpan.FromSeconds(limit)), null)
            : (null, $"waitForSeconds={seconds} is not a number from 0 to {HighestSeconds}.");
    }
}
