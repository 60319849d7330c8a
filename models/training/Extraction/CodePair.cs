using System.Text.Json.Serialization;

namespace Julie.Training.Extraction;

/// <summary>A definition and what its author says about it.</summary>
/// <param name="Language">csharp, go, python and so on.</param>
/// <param name="Repository">Where it is from; whole repositories are held out for validation.</param>
/// <param name="Scope">The names of the types around it, joined with dots; may be empty.</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">The first sentence of its documentation; empty where it has none.</param>
/// <param name="Remarks">The rest of its documentation.</param>
/// <param name="Code">Declaration and body without documentation.</param>
/// <param name="IsComment">Whether it is a comment within a definition and the lines below it.</param>
internal sealed record CodePair(string Language, string Repository, string Scope, string Name, string Summary, string Remarks, string Code, bool IsComment = false)
{
    /// <summary>Whether it is an example in documentation, whose name is what it shows.</summary>
    [JsonIgnore]
    public bool IsExample => Name.Contains(' ', StringComparison.Ordinal);
}
