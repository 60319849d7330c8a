using Julie.Index.Snapshots;
using Julie.Ingest.Sync;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Sync;

/// <summary>What a sync looks at after a change of the tree: only what differs.</summary>
public sealed class TreePlannerTests : IDisposable
{
    private static readonly Dictionary<string, StoredEntry> Nothing = [];
    private readonly TestRepository _repository = new();
    private readonly GitRoom _room = new();

    [Fact]
    public async Task Compare_NewRepository_WantsEveryFileOnce()
    {
        _repository.Write("a.cs", "class A;").Write("logo.png", "x").Write("vendor/b.js", "b").Write("empty.txt", "").Write("big.json", new string('1', 200_000)).Commit();
        var delta = await CompareAsync(Nothing);
        Assert.Equal(5, delta.Files);
        Assert.Equal("a.cs", Assert.Single(delta.ToIndex).File.Path);
        Assert.Equal(
            ["big.json too-large", "empty.txt empty", "logo.png binary", "vendor/b.js vendored"],
            delta.Skipped.Select(e => $"{e.Path} {e.SkipReason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Compare_SameTree_IsNoDelta()
    {
        _repository.Write("a.cs", "class A;").Write("logo.png", "x").Write("run", "#!/bin/sh\n").Commit();
        var stored = Stored(await CompareAsync(Nothing));
        var delta = await CompareAsync(stored);
        Assert.Empty(delta.ToIndex);
        Assert.Empty(delta.Skipped);
        Assert.Empty(delta.Removed);
    }

    [Fact]
    public async Task Compare_EditRenameAndDelete_AreTheDelta()
    {
        _repository.Write("edited.cs", "class A;").Write("renamed.cs", "class B;").Write("deleted.cs", "class C;").Write("same.cs", "class D;").Commit();
        var stored = Stored(await CompareAsync(Nothing));
        _repository.Write("edited.cs", "class A2;");
        _repository.Git("mv", "renamed.cs", "moved.cs");
        _repository.Git("rm", "--quiet", "deleted.cs");
        _repository.Commit();
        var delta = await CompareAsync(stored);
        Assert.Equal(["edited.cs", "moved.cs"], delta.ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["deleted.cs", "renamed.cs"], delta.Removed.Order(StringComparer.Ordinal));
        Assert.Equal(stored["renamed.cs"].ObjectId, delta.ToIndex.Single(f => f.File.Path == "moved.cs").File.ObjectId);
    }

    [Fact]
    public async Task Compare_WhatFailedOrWasMissing_IsTriedAgain()
    {
        _repository.Write("failed.cs", "class A;").Write("missing.cs", "class B;").Write("fine.cs", "class C;").Commit();
        var stored = Stored(await CompareAsync(Nothing));
        stored["failed.cs"] = stored["failed.cs"] with { Error = "it could not be cut" };
        stored["missing.cs"] = stored["missing.cs"] with { SkipReason = "missing-object" };
        Assert.Equal(["failed.cs", "missing.cs"], (await CompareAsync(stored)).ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Compare_EntryOfAnotherChunking_IsWantedAndNotRemoved()
    {
        _repository.Write("a.cs", "class A;").Write("b.cs", "class B;").Commit();
        var stored = Stored(await CompareAsync(Nothing));
        var held = stored.Where(e => e.Key != "a.cs").ToDictionary();
        var repository = await _room.FetchAsync(_repository.Path);
        var delta = await Planner().CompareAsync(repository, stored, held, null, TestContext.Current.CancellationToken);
        Assert.Equal("a.cs", Assert.Single(delta.ToIndex).File.Path);
        Assert.Empty(delta.Removed);
    }

    [Fact]
    public async Task Compare_MissingObject_IsASkipWithItsReason()
    {
        _repository.Write("a.cs", "class A;").Write("b.cs", "class B;").Commit();
        var id = _repository.Git("rev-parse", "HEAD:a.cs");
        File.Delete(Path.Combine(_repository.Path, ".git", "objects", id[..2], id[2..]));
        var delta = await CompareAsync(Nothing);
        Assert.Equal("missing-object", Assert.Single(delta.Skipped).SkipReason);
        Assert.Single(delta.ToIndex);
    }

    [Fact]
    public async Task Compare_OddEntries_AreEachIndexedOrSkippedWithTheirReason()
    {
        _repository.Write("Case.cs", "class Case;").Write("new\nline.cs", "class Line;").Write("mode.sh", "echo mode").Commit();
        var stored = Stored(await CompareAsync(Nothing));
        var blob = _repository.Git("rev-parse", "HEAD:mode.sh");
        string[] entries =
        [
            $"100644,{blob},{string.Join('/', Enumerable.Repeat(new string('d', 200), 15))}/long.sh", $"100644,{blob},{string.Join('/', Enumerable.Repeat(new string('e', 200), 25))}/longer.sh",
            $"160000,{_repository.Git("rev-parse", "HEAD")},module", $"120000,{blob},link", $"100755,{blob},mode.sh",
        ];
        foreach (var entry in entries)
        {
            _repository.Git("update-index", "--add", "--cacheinfo", entry);
        }

        _repository.Git("mv", "Case.cs", "case.cs");
        _repository.Git("commit", "--quiet", "--message", "odd");

        var delta = await CompareAsync(stored);

        Assert.Equal(["long.sh", "case.cs", "mode.sh"], delta.ToIndex.Select(f => Path.GetFileName(f.File.Path)).OrderBy(n => n[0] == 'l' ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal));
        Assert.Equal((15 * 201) + 7, delta.ToIndex.Single(f => f.File.Path.EndsWith("long.sh", StringComparison.Ordinal)).File.Path.Length);
        Assert.Equal(["path-too-long", "submodule", "symlink"], delta.Skipped.Select(e => e.SkipReason).Order(StringComparer.Ordinal));
        Assert.Equal(["Case.cs"], delta.Removed);
        // The same blob as before: a mode costs no read.
        Assert.Equal(stored["mode.sh"].ObjectId, delta.ToIndex.Single(f => f.File.Path == "mode.sh").File.ObjectId);
    }

    [Fact]
    public async Task Compare_AttributesAlone_ReclassifyWhatTheyNameAndNothingElse()
    {
        _repository.Write("api/client.py", "a = 1").Write("api/server.py", "b = 1").Write("lib/copied.js", "c").Write("vendor/ours.js", "d").Write("data.dat", "text after all")
            .Write("table.inc", "x").Write("static/app.min.js", "e").Commit();
        var first = await CompareAsync(Nothing);
        var stored = Stored(first);
        _repository.Write(".gitattributes", """
            api/client.py linguist-generated
            lib/** linguist-vendored
            vendor/** -linguist-vendored
            *.dat text
            *.inc linguist-language=Perl
            *.min.js -linguist-generated
            """).Commit();

        var delta = await CompareAsync(stored, first.Rules);

        Assert.Equal(["api/client.py generated", "lib/copied.js vendored"], delta.Skipped.Select(e => $"{e.Path} {e.SkipReason}").Order(StringComparer.Ordinal));
        Assert.Equal([".gitattributes", "data.dat", "static/app.min.js", "table.inc", "vendor/ours.js"], delta.ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));
        Assert.Equal("perl", delta.ToIndex.Single(f => f.File.Path == "table.inc").Class.Language?.Id);
        Assert.True(delta.ToIndex.Single(f => f.File.Path == "static/app.min.js").Class.Kind.Written);
        Assert.NotEqual(first.Rules, delta.Rules);

        // And back: without the attributes everything is what it was.
        foreach (var (path, entry) in Stored(delta))
        {
            stored[path] = entry;
        }

        _repository.Git("rm", "--quiet", ".gitattributes");
        _repository.Commit();
        var back = await CompareAsync(stored, delta.Rules);
        Assert.Equal(["api/client.py", "lib/copied.js", "table.inc"], back.ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["data.dat binary", "static/app.min.js minified", "vendor/ours.js vendored"], back.Skipped.Select(e => $"{e.Path} {e.SkipReason}").Order(StringComparer.Ordinal));
        Assert.Equal(first.Rules, back.Rules);
    }

    [Fact]
    public async Task Compare_Julieignore_ListsWhatItNamesAndTakesItBack()
    {
        _repository.Write("src/a.cs", "class A;").Write("src/old/b.cs", "class B;").Write("src/old/keep/c.cs", "class C;").Write("big.sql", "select 1").Write("src/deep/big.sql", "select 2").Commit();
        var first = await CompareAsync(Nothing);
        var stored = Stored(first);
        _repository.Write(".julieignore", "*.sql\nsrc/old/*\n!src/old/keep\n").Write("src/deep/.julieignore", "!big.sql\n").Commit();

        var delta = await CompareAsync(stored, first.Rules);

        Assert.Equal(["big.sql ignored", "src/old/b.cs ignored"], delta.Skipped.Select(e => $"{e.Path} {e.SkipReason}").Order(StringComparer.Ordinal));
        Assert.Equal([".julieignore", "src/deep/.julieignore"], delta.ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));

        foreach (var (path, entry) in Stored(delta))
        {
            stored[path] = entry;
        }

        _repository.Write(".julieignore", "").Commit();
        Assert.Equal(["big.sql", "src/old/b.cs"], (await CompareAsync(stored, delta.Rules)).ToIndex.Select(f => f.File.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Compare_RuleFileThatCannotBeUsed_HasNoRulesAndStopsNothing()
    {
        _repository.Write("a.cs", "class A;").Write(".gitattributes", "a.cs linguist-generated\n" + new string('#', 2000)).Commit();
        using var room = new GitRoom(options => options.MaxRuleFileBytes = 1024);
        var planner = new TreePlanner(room.Trees, room.Rules, room.Options);
        var delta = await planner.CompareAsync(await room.FetchAsync(_repository.Path), Nothing, Nothing, null, TestContext.Current.CancellationToken);
        Assert.Contains(delta.ToIndex, f => f.File.Path == "a.cs");
    }

    [Fact]
    public async Task Compare_OtherLimits_LookAgainAtWhatTheyDecide()
    {
        _repository.Write("big.json", new string('1', 5000)).Write("small.json", "1").Commit();
        using var narrow = new GitRoom(options => options.MaxDataFileBytes = 1024);
        var repository = await narrow.FetchAsync(_repository.Path);
        var first = await new TreePlanner(narrow.Trees, narrow.Rules, narrow.Options).CompareAsync(repository, Nothing, Nothing, null, TestContext.Current.CancellationToken);
        Assert.Equal("too-large", Assert.Single(first.Skipped).SkipReason);
        Assert.False(Planner().IsCurrent(first.Rules));

        Assert.Equal("big.json", Assert.Single((await CompareAsync(Stored(first), first.Rules)).ToIndex).File.Path);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _room.Dispose();
    }

    private TreePlanner Planner() => new(_room.Trees, _room.Rules, _room.Options);

    private async Task<TreeDelta> CompareAsync(Dictionary<string, StoredEntry> stored, string? rules = null) =>
        await Planner().CompareAsync(await _room.FetchAsync(_repository.Path), stored, stored, rules, TestContext.Current.CancellationToken);

    /// <summary>What the index would hold after the delta.</summary>
    private static Dictionary<string, StoredEntry> Stored(TreeDelta delta) =>
        delta.Skipped.Concat(delta.ToIndex.Select(f => f.Entry(f.Class.LanguageId, null)))
            .ToDictionary(e => e.Path, e => new StoredEntry(e.Mode, e.ObjectId, e.Language, e.Flags, e.SkipReason, e.Error));
}
