using System.Text.Json.Serialization;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>One line of <c>repos.json</c>: a repository at the commit that the queries were written for.</summary>
internal sealed record EvalRepository
{
    public required string Name { get; init; }

    public string? Language { get; init; }

    public required string Revision { get; init; }

    /// <summary>The folder that its queries are about; null for all of it.</summary>
    [JsonPropertyName("benchmark_root")]
    public string? Root { get; init; }

    /// <summary>As the index knows it: apart from the same repository that someone may have indexed at its head.</summary>
    [JsonIgnore]
    public string IndexedName => "eval/" + Name;

    /// <summary>The filters that scope a query to the repository and its folder.</summary>
    [JsonIgnore]
    public string Filters => $"repo:\"{IndexedName}\"" + (string.IsNullOrEmpty(Root) ? "" : $" path:\"{Root.Trim('/')}/**\"");

    /// <summary>Its folder among the checkouts.</summary>
    public string Checkout(string checkouts)
    {
        string[] candidates = [Path.Combine(checkouts, Name), Path.Combine(checkouts, Name + ".git")];
        return candidates.FirstOrDefault(Directory.Exists)
            ?? throw new JulieException(ExitCodes.Usage, $"{checkouts} has no folder {Name}", "--checkouts is a folder with one Git repository for each name of repos.json");
    }
}
