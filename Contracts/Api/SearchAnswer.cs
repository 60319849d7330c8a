namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/search</c>; the CLI's <c>--json</c> prints the same.</summary>
/// <param name="Query">The query as it was understood, without filters.</param>
/// <param name="Results">Best first.</param>
/// <param name="Coverage">Share of the passages in scope that have a vector, 0 to 1: under 1 the semantic part is incomplete.</param>
/// <param name="Model">The model of the space that was searched.</param>
/// <param name="ElapsedMs">Time on the server in milliseconds.</param>
public sealed record SearchAnswer(string Query, IReadOnlyList<SearchResult> Results, double Coverage, string Model, double ElapsedMs)
{
    /// <summary>What became of <c>waitFor</c>; null where nothing was waited for.</summary>
    public WaitOutcome? WaitFor { get; init; }

    /// <summary>How it was searched for: hybrid, semantic, lexical, regex or symbol.</summary>
    public string Mode { get; init; } = "hybrid";

    /// <summary>What to send as <c>cursor</c> for the next page; null where there is none.</summary>
    public string? Next { get; init; }

    /// <summary>
    /// What the results are spread over, to narrow the query down. Of a ranked search: the places that were ranked, more than are shown. In mode regex and symbol: of this page.
    /// </summary>
    public SearchFacets Facets { get; init; } = new([], [], []);

    /// <summary>Whether required texts were not looked for to the end, because there was too much to look at: narrow the query down to be sure.</summary>
    public bool Incomplete { get; init; }

    /// <summary>For people: what of the query may have been meant otherwise, where nothing was found.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
}

/// <summary>How waiting for a commit ended. Results are given whatever it is.</summary>
/// <param name="Commit">The commit; as it was asked for where it is unknown.</param>
/// <param name="State">
/// applied; replaced (a newer head took its place); pending (the time was over first); unknown (nobody told of it, or of none that the caller may
/// read); gone (its ref was deleted or is not tracked); failed.
/// </param>
/// <param name="Applied">Commit that the ref's snapshot holds.</param>
/// <param name="Embedded">Whether every passage of the snapshot has its vector.</param>
/// <param name="Seconds">How long it was waited for.</param>
/// <param name="Error">Why its sync failed.</param>
public sealed record WaitOutcome(string Commit, string State, string? Applied, bool Embedded, double Seconds, string? Error);

/// <summary>A file that was found, by its best place.</summary>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Path">Path of the file in the tree.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol that the place lies in, where known.</param>
/// <param name="Kind">Kind of that symbol: function, class, ...</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Commit">Commit that the result is from.</param>
/// <param name="Score">Fused score; comparable within one answer only.</param>
/// <param name="Snippet">The text of those lines; in mode symbol the first ten of them at most.</param>
/// <param name="AlsoIn">How many other files hold the same passage or nearly the same.</param>
public sealed record SearchResult(
    string Repository, string Path, int StartLine, int EndLine, string? Symbol, string? Kind, string Language,
    string Commit, double Score, string Snippet, int AlsoIn)
{
    /// <summary>The ref that the result is from: <c>refs/heads/main</c>.</summary>
    public string Ref { get; init; } = "";

    /// <summary>Whether a newer push of that ref is known that the index does not hold yet.</summary>
    public bool Stale { get; init; }

    /// <summary>Cosine of the place's vector with the query's, −1 to 1; null while it has none, or the query has none.</summary>
    public double? Similarity { get; init; }

    /// <summary>Other places of the file that were found, best first.</summary>
    public IReadOnlyList<PlaceInFile> More { get; init; } = [];

    /// <summary>Some of the files that <see cref="AlsoIn"/> counts.</summary>
    public IReadOnlyList<OtherFile> Elsewhere { get; init; } = [];

    /// <summary>With <c>explain=true</c>: what the score is made of, (sum of the parts) · factor.</summary>
    public ScoreParts? Explain { get; init; }

    /// <summary>
    /// Lines in which the texts stand that the query requires, with what to light up. In mode regex they are the result, the snippet is the surroundings of the
    /// first, and <c>startLine</c> and <c>endLine</c> are of the snippet.
    /// </summary>
    public IReadOnlyList<MatchedLine> Lines { get; init; } = [];

    /// <summary>How many lines of the file match, where not all of them are in <see cref="Lines"/>.</summary>
    public int LineCount { get; init; }
}

/// <summary>Lines of a file.</summary>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol, where known.</param>
/// <param name="Kind">Kind of that symbol.</param>
public sealed record PlaceInFile(int StartLine, int EndLine, string? Symbol, string? Kind);

/// <summary>Lines of another file.</summary>
/// <param name="Repository">Name of its repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Ref">Full name of the ref.</param>
public sealed record OtherFile(string Repository, string Path, int StartLine, int EndLine, string Ref);

/// <summary>What a score is made of: the sum of the others, times <paramref name="Factor"/>.</summary>
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
public sealed record ScoreParts(
    double Vector, double Lexical, double Symbol, double Definition, double FileName, double Folders, double Path, double Together, double AllWords, double Factor);
