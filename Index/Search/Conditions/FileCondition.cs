namespace Julie.Index.Search.Conditions;

/// <summary>What of a file is compared.</summary>
public enum FileField
{
    /// <summary>Name of its repository: exact, a glob with <c>*</c>, or a part.</summary>
    Repository,

    /// <summary>Its language, by id.</summary>
    Language,

    /// <summary>Its path, as <see cref="SearchFilters.Paths"/> are read.</summary>
    Path,

    /// <summary>The last part of its path: a glob, or a part of the name.</summary>
    Name,

    /// <summary>The ref that it is in, as <see cref="SearchFilters.Refs"/> are read.</summary>
    Ref,

    /// <summary>Whether it is in its repository's default ref; the value says nothing.</summary>
    DefaultRef,

    /// <summary>What its path says of it: the number of one <c>TreeEntryFlags</c>.</summary>
    Flag,
}

/// <summary>A condition on the file.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Value">With what; case does not count but in refs.</param>
public sealed record FileCondition(FileField Field, string Value) : SearchCondition;
