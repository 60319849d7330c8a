namespace Julie.Index.Ranking;

/// <summary>What a score is made of: <c>(Vector + Lexical + Symbol + Definition + FileName + Folders + Path + Together + AllWords) · Factor</c>.</summary>
/// <param name="Vector">By the nearness of the passage's vector.</param>
/// <param name="Lexical">By how much of the query the passage holds; by BM25 where the query is one name or has no vector.</param>
/// <param name="Symbol">Because the passage's symbol is named as the query says.</param>
/// <param name="Definition">Because a symbol begins there that the query names.</param>
/// <param name="FileName">Because the file is named as the query says.</param>
/// <param name="Folders">Because its folders are.</param>
/// <param name="Path">Because its path ends as one in the query.</param>
/// <param name="Together">Because other passages of the file are good too.</param>
/// <param name="AllWords">Because the passages of the file hold the query's words between them.</param>
/// <param name="Factor">By the kind of file: tests, documentation and the like come lower.</param>
public sealed record HitParts(
    double Vector, double Lexical, double Symbol = 0, double Definition = 0, double FileName = 0, double Folders = 0, double Path = 0, double Together = 0, double AllWords = 0, double Factor = 1)
{
    /// <summary>The score.</summary>
    public double Total => Passage + FileOnly is var sum && sum > 0 ? sum * Factor : sum;

    internal double Passage => Vector + Lexical + Symbol + Definition;

    private double FileOnly => FileName + Folders + Path + Together + AllWords;
}
