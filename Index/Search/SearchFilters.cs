using Julie.Index.Search.Conditions;

namespace Julie.Index.Search;

/// <summary>What a search is narrowed to. Values of one list are alternatives; an empty list filters nothing.</summary>
/// <param name="Repositories">Names, case-insensitive: exact, a glob with <c>*</c>, or a part of the name.</param>
/// <param name="Languages">Languages, case-insensitive.</param>
/// <param name="Paths">
/// Case-insensitive. Globs: <c>*</c> within a folder, <c>**</c> across folders, <c>?</c> one character; without a slash it is the file's
/// name, in any folder. Without a wildcard: any part of the path.
/// </param>
public sealed record SearchFilters(IReadOnlyList<string> Repositories, IReadOnlyList<string> Languages, IReadOnlyList<string> Paths)
{
    /// <summary>No filter.</summary>
    public static SearchFilters None { get; } = new([], [], []);

    /// <summary>Repositories to leave out.</summary>
    public IReadOnlyList<string> NotRepositories { get; init; } = [];

    /// <summary>Languages to leave out.</summary>
    public IReadOnlyList<string> NotLanguages { get; init; } = [];

    /// <summary>Paths to leave out.</summary>
    public IReadOnlyList<string> NotPaths { get; init; } = [];

    /// <summary>
    /// Refs to search instead of the default ones: <c>release/1.0</c> is a branch or a tag, <c>refs/tags/v1</c> a full name; <c>*</c>
    /// matches anything.
    /// </summary>
    public IReadOnlyList<string> Refs { get; init; } = [];

    /// <summary>What must hold beside the lists; null: nothing more.</summary>
    public SearchCondition? Where { get; init; }

    /// <summary>Refs to leave out.</summary>
    public IReadOnlyList<string> NotRefs { get; init; } = [];

    /// <summary>Whether files are decided by patterns on their whole texts.</summary>
    public bool LooksAtTexts => Where is { } where && ConditionTree.HoldsText(where);

    /// <summary>The same on these refs, whatever else is asked for.</summary>
    /// <param name="refs">As in <see cref="Refs"/>; none changes nothing.</param>
    public SearchFilters On(IReadOnlyList<string> refs)
    {
        ArgumentNullException.ThrowIfNull(refs);
        return refs.Count == 0 ? this
            : Where is { } where && ConditionTree.NamesRefs(where)
                ? this with { Where = new AllOf([where, new AnyOf([.. refs.Select(name => new FileCondition(FileField.Ref, name))])]) }
                : this with { Refs = [.. Refs, .. refs] };
    }
}
