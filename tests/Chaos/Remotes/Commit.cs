using System.Collections.Immutable;

namespace Julie.Chaos.Tests.Remotes;

/// <summary>A commit of a remote. Paths are bytes, held as Latin-1 text.</summary>
internal sealed record Commit(string Id, ImmutableSortedDictionary<string, TreeItem> Tree);
