using System.Globalization;
using System.Net.Http.Json;
using System.Text;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>Law 10 at the size of a repository: one file in a hundred is broken, each in another way, and the other ninety-nine are found.</summary>
public sealed class BrokenFilesTests(RunningSystem system)
{
    private const int Good = 2475;
    private const int RuleFiles = 2;
    private const int OneIn = 15;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_OnePercentBrokenInEveryWay_FindsTheRestAndSaysWhyOfEachBrokenOne()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        var tree = new CommitStream();
        var odd = AddOddButReadable(tree);
        for (var i = odd.Count; i < Good - RuleFiles; i++)
        {
            tree.Add(GoodPath(i), Encoding.UTF8.GetBytes(GoodText(i)));
        }

        tree.Add(".gitattributes", "broken/marked.py linguist-generated\n*.thing binary\n"u8.ToArray());
        tree.Add(".julieignore", "broken/private/\n"u8.ToArray());
        var broken = AddBroken(tree, await LooseAsync(repository, "lost"), await LooseAsync(repository, "torn"));
        Assert.Equal(Good + broken.Count, tree.Count);
        Assert.Equal(100, tree.Count / broken.Count);
        await tree.ImportAsync(repository.Folder, Token);
        Break(repository.Folder, await LooseAsync(repository, "lost"), remove: true);
        Break(repository.Folder, await LooseAsync(repository, "torn"), remove: false);

        var sync = await system.IndexAsync(repository.Folder, Token);

        var counts = (await FilesAsync(sync.RepositoryId, "limit=1")).Counts!;
        Assert.Equal(((long)tree.Count, (long)Good), (counts.Total, counts.Indexed));
        Assert.Equal(counts.Total, counts.Indexed + counts.Skipped.Values.Sum() + counts.Failed + counts.Pending);
        var listed = (await FilesAsync(sync.RepositoryId, "state=skipped&limit=1000")).Files.Concat((await FilesAsync(sync.RepositoryId, "state=failed")).Files).ToList();
        Assert.Equal(
            broken.Select(b => $"{b.Path} {b.Reason}").Order(StringComparer.Ordinal),
            listed.Select(f => $"{Short(f.Path)} {(f.State == "failed" ? "failed" : f.Reason)}").Order(StringComparer.Ordinal));
        Assert.All(listed.Where(f => f.State == "failed"), f => Assert.Contains("object", f.Reason, StringComparison.Ordinal));

        var name = (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{sync.RepositoryId}", Token))!.Name;
        var wanted = odd.Concat(Enumerable.Range(odd.Count, Good - RuleFiles - odd.Count).Where(i => i % OneIn == 0).Select(i => (Path: GoodPath(i), Word: Word(i)))).ToList();
        foreach (var (path, word) in wanted)
        {
            Assert.Contains(path, (await system.SearchAsync(name, word, Token)).Results.Select(hit => hit.Path));
        }
    }

    /// <summary>What looks bad and is none: all of it is searchable.</summary>
    private static List<(string Path, string Word)> AddOddButReadable(CommitStream tree)
    {
        var odd = new List<(string Path, string Word)>();
        void Add(string path, Func<string, byte[]> content)
        {
            odd.Add((path, Word(odd.Count)));
            tree.Add(path, content(GoodText(odd.Count - 1)));
        }

        Add("odd/utf16.py", text => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Add("odd/utf16-big.py", text => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)]);
        Add("odd/utf16-unmarked.py", Encoding.Unicode.GetBytes);
        Add("odd/utf8-marked.py", text => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        Add("odd/latin1.py", text => Encoding.Latin1.GetBytes(text + "# Größe der Tür\n"));
        Add("odd/old-mac.py", text => Encoding.UTF8.GetBytes(text.Replace('\n', '\r')));
        Add("odd/nested.js", text => Encoding.UTF8.GetBytes($"/* {text} */\nlet a = {string.Join('\n', Enumerable.Repeat(new string('[', 200), 100))};\n"));
        Add("odd/unterminated.c", text => Encoding.UTF8.GetBytes($"{text}\nchar *s = \"never ends\n/* nor this\n"));
        Add("odd/new\nline.py", Encoding.UTF8.GetBytes);
        Add("odd/$(touch julie-was-here) `id`.py", Encoding.UTF8.GetBytes);
        Add("--upload-pack=evil.py", Encoding.UTF8.GetBytes);
        Add("odd/quote\"back\\slash'.py", Encoding.UTF8.GetBytes);
        Add("odd/\u202Egnp.py", Encoding.UTF8.GetBytes);
        Add("odd/Case.py", Encoding.UTF8.GetBytes);
        Add("odd/case.py", Encoding.UTF8.GetBytes);
        odd.Add((@"odd/not-utf8-\xff\xfe.py", Word(odd.Count)));
        tree.Add([.. "odd/not-utf8-"u8, 0xFF, 0xFE, .. ".py"u8], "100644", Encoding.UTF8.GetBytes(GoodText(odd.Count - 1)));
        return odd;
    }

    private static List<(string Path, string Reason)> AddBroken(CommitStream tree, string lost, string torn)
    {
        var broken = new List<(string Path, string Reason)>();
        void Add(string path, string reason, byte[] content, string mode = "100644")
        {
            broken.Add((Short(path), reason));
            tree.Add(path, content, mode);
        }

        void Refer(string path, string reason, string objectId, string mode = "100644")
        {
            broken.Add((path, reason));
            tree.Refer(path, objectId, mode);
        }

        Add("broken/zeros.py", "binary", [.. "a = 1\n"u8, 0, 0, 0, 1, 0]);
        Add("broken/controls.py", "binary", [.. Enumerable.Repeat((byte)1, 300)]);
        Add("broken/picture.png", "binary", [0x89, 0x50, 0x4E, 0x47]);
        Add("broken/numbers.raw", "binary", [.. Enumerable.Range(0, 1000).SelectMany(i => BitConverter.GetBytes(i))]);
        Add("broken/attribute.thing", "binary", "plain text\n"u8.ToArray());
        Add("broken/bytes.txt", "undecodable", [.. Enumerable.Range(0, 400).Select(i => (byte)(0x80 + (i % 120)))]);
        Add("broken/no-codepage.txt", "undecodable", [.. "mostly plain text, and then "u8, 0x81, 0x8D, 0x90]);
        Add("broken/empty.py", "empty", []);
        Add("broken/blank.py", "empty", " \n\t\r\n  "u8.ToArray());
        Add("broken/huge.py", "too-large", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("value = 1\n", 120_000))));
        Add("broken/table.json", "too-large", Encoding.UTF8.GetBytes("[" + string.Join(",\n", Enumerable.Range(0, 40_000)) + "]"));
        Add("broken/one-line.txt", "long-lines", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("word ", 60_000))));
        Add("broken/packed.js", "minified", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => $"function a{i}(){{return {i}}}"))));
        Add("broken/made.go", "generated", "// Code generated by a tool. DO NOT EDIT.\npackage a\n"u8.ToArray());
        Add("broken/package-lock.json", "generated", "{}\n"u8.ToArray());
        Add("broken/marked.py", "generated", "a = 1\n"u8.ToArray());
        Add("vendor/left.js", "vendored", "module.exports = 1;\n"u8.ToArray());
        Add("broken/private/note.md", "ignored", "# not for the index\n"u8.ToArray());
        Add("broken/movie.iso.txt", "lfs-pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"u8.ToArray());
        Add("broken/link", "symlink", "../../../../etc/passwd"u8.ToArray(), "120000");
        Add("broken/deep/" + string.Join('/', Enumerable.Repeat("d", 300)) + "/x.py", "too-deep", "a = 1\n"u8.ToArray());
        Add("broken/long/" + string.Join('/', Enumerable.Repeat(new string('n', 240), 20)) + "/x.py", "path-too-long", "a = 1\n"u8.ToArray());
        Refer("broken/missing.py", "missing-object", lost);
        Refer("broken/damaged.py", "failed", torn);
        Refer("broken/module", "submodule", new string('5', 40), "160000");
        return broken;
    }

    private static string GoodPath(int i) => string.Create(CultureInfo.InvariantCulture, $"src/part{i % 40}/module_{i}.py");

    private static string Word(int i) => string.Create(CultureInfo.InvariantCulture, $"quokka{i}burrow");

    private static string GoodText(int i) => $"def {Word(i)}(depth):\n    \"\"\"Digs number {i}.\"\"\"\n    return depth + {i}\n";

    /// <summary>A path too long to compare by eye, by its beginning.</summary>
    private static string Short(string path) => path.Length > 200 ? path[..50] : path;

    /// <summary>An object of its own file, so that it can be broken: random text, which stays long when it is packed.</summary>
    private static async Task<string> LooseAsync(SampleRepository repository, string seed)
    {
        var random = new Random(seed.Sum(c => c));
        repository.Write(seed, string.Concat(Enumerable.Range(0, 400).Select(_ => $"{random.NextInt64():x16}\n")));
        return (await repository.GitAsync(Token, "hash-object", "-w", seed)).Trim();
    }

    private static void Break(string folder, string objectId, bool remove)
    {
        var file = Path.Combine(folder, ".git", "objects", objectId[..2], objectId[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        if (remove)
        {
            File.Delete(file);
            return;
        }

        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
    }

    private async Task<RepositoryFiles> FilesAsync(long repository, string query) =>
        (await system.Api.GetFromJsonAsync<RepositoryFiles>($"/api/repositories/{repository}/files?{query}", Token))!;
}
