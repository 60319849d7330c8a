using System.Text;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>One repository that is made to do harm. A command of it that runs leaves a file in the canary folder.</summary>
internal sealed record HostileRepository(string Name, Action<HostileRepository.Place> Make)
{
    private const string File = "100644";
    private const string Folder = "40000";

    /// <summary>Where it is made.</summary>
    internal sealed record Place(string Directory, string Canary, Random Random)
    {
        public LooseObjects Objects { get; } = new(Directory);

        public string Touch => $"touch {Canary}/pwned";

        public void Write(string path, string text)
        {
            var file = Path.Combine(Directory, path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllText(file, text);
        }

        /// <summary>An ordinary commit, so that whatever else is wrong is reached.</summary>
        public void Good() => Objects.Main(Objects.Commit(Objects.Tree((File, "good.py", Objects.Blob("def good_goose():\n    return 1\n")))));
    }

    public static IReadOnlyList<HostileRepository> All { get; } =
    [
        new("dots", p => Names(p, "..", ".", ".git", ".GIT", "git~1", "a/b", "/etc/passwd", "../../../../escape.py", "..\\escape", ".git\u200d", "con", "...")),
        new("names", p => Names(p, "new\nline.py", "tab\t.py", "\u001b[31mred.py", "\u007f.py", "quote\".py", $"$({p.Touch}).py", $"`{p.Touch}`.py", $"; {p.Touch};.py", $"| {p.Touch}", "--upload-pack=x.py", "-rf", "\u00ff\u00fe.py", "\u00ed\u00a0\u0080.py", "*.py", "%s%n.py", new string('x', 5000) + ".py", " .py", "a\r.py")),
        new("random-names", p => Names(p, [.. Enumerable.Range(0, 200).Select(_ => Bytes(p.Random, p.Random.Next(1, 60)))])),
        new("same-names", p =>
        {
            var blob = p.Objects.Blob("x = 1\n");
            Tree(p, (File, "a.py", blob), (File, "a.py", p.Objects.Blob("x = 2\n")), (Folder, "a.py", p.Objects.Tree((File, "b.py", blob))), (File, "0.py", blob));
        }),
        new("modes", p =>
        {
            var blob = p.Objects.Blob("x = 1\n");
            Tree(p, [.. new[] { "0", "100000", "777777", "140000", "100644", "0100644", "160001", "120777", "37777777777", "1" }.Select((mode, i) => (mode, $"{i}.py", blob))]);
        }),
        new("links", p => Tree(p, [.. new[] { "/etc/passwd", "../../../../etc/shadow", ".", "self", "/proc/self/environ", p.Canary }.Select((target, i) => ("120000", $"link{i}", p.Objects.Blob(target)))])),
        new("deep", p => Nested(p, 3_000, "d")),
        new("deeper", p => Nested(p, 60_000, "d")),
        new("path-bomb", p => Wide(p, 9, 10, "n")),
        new("long-path-bomb", p => Wide(p, 15, 6, new string('l', 250))),
        new("one-wide-tree", p => Tree(p, [.. Enumerable.Repeat(p.Objects.Blob("x\n"), 300_000).Select((blob, i) => (File, $"f{i:D6}.py", blob))])),
        new("blob-bomb", p => Tree(p, (File, "zeros.py", p.Objects.Blob(new byte[100_000_000])), (File, "a.py", p.Objects.Blob("a = 1\n")))),
        new("commit-bomb", p => p.Objects.Main(p.Objects.Commit(p.Objects.Tree((File, "a.py", p.Objects.Blob("a = 1\n"))), new string('m', 30_000_000)))),
        new("tag-chain", p =>
        {
            p.Good();
            var (id, type) = (System.IO.File.ReadAllText(Path.Combine(p.Directory, "refs/heads/main")).Trim(), "commit");
            for (var i = 0; i < 2_000; i++)
            {
                (id, type) = (p.Objects.Tag(id, type), "tag");
            }

            p.Objects.Main(id);
        }),
        new("head-outside", p => p.Write("HEAD", "ref: refs/heads/../../../../../etc/passwd\n")),
        new("head-link", p =>
        {
            System.IO.File.Delete(Path.Combine(p.Directory, "HEAD"));
            System.IO.File.CreateSymbolicLink(Path.Combine(p.Directory, "HEAD"), "/etc/passwd");
        }),
        new("head-loop", p => p.Objects.Main("ref: refs/heads/main")),
        new("head-large", p => p.Write("HEAD", new string('h', 10_000_000))),
        new("head-of-a-blob", p => p.Objects.Main(p.Objects.Blob("no commit"))),
        new("head-of-a-tree", p => p.Objects.Main(p.Objects.Tree((File, "a.py", p.Objects.Blob("a = 1\n"))))),
        new("head-of-nothing", p => p.Objects.Main(new string('7', 40))),
        new("head-option", p =>
        {
            p.Good();
            p.Write("HEAD", $"ref: refs/heads/--upload-pack={p.Touch}\n");
        }),
        new("config", p =>
        {
            p.Good();
            string[] run = ["core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.alternateRefsCommand", "uploadpack.packObjectsHook", "credential.helper", "diff.external", "gpg.program", "core.askPass"];
            p.Write("config", $"[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = {p.Directory}/hooks\n\tworktree = /\n[include]\n\tpath = /etc/passwd\n[remote \"origin\"]\n\turl = ext::sh -c {p.Touch}\n[alias]\n\tls-tree = !{p.Touch}\n"
                + string.Concat(run.Select(k => $"[{k.Split('.')[0]}]\n\t{k.Split('.')[1]} = {p.Touch}\n")));
            foreach (var hook in new[] { "post-checkout", "pre-receive", "reference-transaction", "post-index-change", "fsmonitor-watchman", "pre-auto-gc" })
            {
                p.Write($"hooks/{hook}", $"#!/bin/sh\n{p.Touch}\n");
                System.IO.File.SetUnixFileMode(Path.Combine(p.Directory, "hooks", hook), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }),
        new("broken-config", p =>
        {
            p.Good();
            p.Write("config", "[core\n\trepositoryformatversion = 99\n[extensions]\n\tobjectformat = md5\n");
        }),
        new("alternates", p =>
        {
            p.Good();
            p.Write("objects/info/alternates", $"{p.Directory}/objects\n/etc\n../../../../../etc\n\"/proc/self/root\n#\n{p.Directory}/objects/../objects\n");
        }),
        new("replaced", p =>
        {
            p.Good();
            p.Write("shallow", "no commit\n");
            p.Write("info/grafts", "no graft\n");
            p.Objects.Ref("refs/replace/" + new string('a', 40), p.Objects.Blob("x"));
        }),
        new("broken-objects", p =>
        {
            var (missing, cut, garbage, other) = (p.Objects.Blob("gone = 1\n"), p.Objects.Blob("cut = 1\n"), p.Objects.Blob("garbage = 1\n"), p.Objects.Blob("other = 1\n"));
            Tree(p, (File, "missing.py", missing), (File, "cut.py", cut), (File, "garbage.py", garbage), (File, "other.py", other), (File, "good.py", p.Objects.Blob("good = 1\n")));
            System.IO.File.Delete(p.Objects.PathOf(missing));
            System.IO.File.WriteAllBytes(p.Objects.PathOf(cut), System.IO.File.ReadAllBytes(p.Objects.PathOf(cut))[..8]);
            System.IO.File.WriteAllText(p.Objects.PathOf(garbage), "this is no object");
            System.IO.File.Copy(p.Objects.PathOf(p.Objects.Blob("good = 1\n")), p.Objects.PathOf(other), overwrite: true);
        }),
        new("broken-tree", p =>
        {
            var tree = p.Objects.Tree((File, "a.py", p.Objects.Blob("a = 1\n")));
            p.Objects.Main(p.Objects.Commit(p.Objects.Tree((Folder, "inner", tree), (File, "z.py", p.Objects.Blob("z = 1\n")))));
            System.IO.File.Delete(p.Objects.PathOf(tree));
        }),
        new("cut-tree", p => p.Objects.Main(p.Objects.Commit(p.Objects.Write("tree", "100644 a.py\0abc"u8.ToArray())))),
        new("broken-packs", p =>
        {
            p.Good();
            p.Write("objects/pack/pack-0000.idx", "\u00fftOc no index");
            p.Write("objects/pack/pack-0000.pack", "PACK no pack");
            p.Write("objects/info/commit-graph", "CGPH no graph");
            p.Write("objects/pack/multi-pack-index", "MIDX no index");
        }),
        new("refs", p =>
        {
            p.Good();
            var commit = System.IO.File.ReadAllText(Path.Combine(p.Directory, "refs/heads/main")).Trim();
            string[] names = [$"--upload-pack={p.Touch.Replace(' ', '_')}", "$(id)", "`id`", ";id", "|id", "&id", "'\"", "-x", "\u202etac", new string('r', 200), "a/b/c/d/e", "@"];
            p.Write("packed-refs", $"# pack-refs with: peeled fully-peeled\n{string.Concat(names.Select(n => $"{commit} refs/heads/{n}\n"))}no line\n^zzz\n{commit} ../../escape\n{commit} refs/heads/../../x\n");
        }),
        new("many-refs", p =>
        {
            p.Good();
            var commit = System.IO.File.ReadAllText(Path.Combine(p.Directory, "refs/heads/main")).Trim();
            p.Write("packed-refs", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{commit} refs/heads/b{i:D6}\n")));
        }),
        new("submodules", p => Tree(p,
            (File, ".gitattributes", p.Objects.Blob(string.Concat(Enumerable.Repeat("[[[***/**/x** filter=evil diff=evil\n", 20_000)))),
            (File, ".gitmodules", p.Objects.Blob($"[submodule \"x\"]\n\tpath = ../../x\n\turl = ext::sh -c {p.Touch}\n\tupdate = !{p.Touch}\n")),
            (File, ".julieignore", p.Objects.Blob("***/[[[\n!../../\n" + new string('*', 5000) + "\n")),
            (File, "a.py", p.Objects.Blob("a = 1\n")), ("160000", "x", new string('5', 40)))),
        new("contents", p => Tree(p, [.. Contents().Select((c, i) => (File, $"{i}{c.Ending}", p.Objects.Blob(c.Bytes)))])),
        new("random-contents", p => Tree(p, [.. Enumerable.Range(0, 150).Select(i => (File, $"{i}{new[] { ".py", ".c", ".json", ".md", "", ".html" }[i % 6]}", p.Objects.Blob(Encoding.Latin1.GetBytes(Bytes(p.Random, p.Random.Next(4000))))))])),
        new("empty-tree", p => Tree(p)),
    ];

    private static void Tree(Place place, params IEnumerable<(string Mode, string Name, string Id)> entries) => place.Objects.Main(place.Objects.Commit(place.Objects.Tree(entries)));

    private static void Names(Place place, params IEnumerable<string> names) =>
        Tree(place, [.. names.Select((name, i) => (File, name, place.Objects.Blob($"def hostile_{i}():\n    return {i}\n")))]);

    private static void Nested(Place place, int depth, string name)
    {
        var tree = place.Objects.Tree((File, "bottom.py", place.Objects.Blob("bottom = 1\n")));
        for (var i = 0; i < depth; i++)
        {
            tree = place.Objects.Tree((Folder, name, tree));
        }

        place.Objects.Main(place.Objects.Commit(tree));
    }

    /// <summary>A few objects that list width to the power of depth paths.</summary>
    private static void Wide(Place place, int depth, int width, string name)
    {
        var blob = place.Objects.Blob("bomb = 1\n");
        var tree = place.Objects.Tree(Enumerable.Range(0, width).Select(i => (File, $"{name}{i}.py", blob)));
        for (var level = 1; level < depth; level++)
        {
            var inner = tree;
            tree = place.Objects.Tree(Enumerable.Range(0, width).Select(i => (Folder, $"{name}{i}", inner)));
        }

        place.Objects.Main(place.Objects.Commit(tree));
    }

    /// <summary>Latin-1 text of any bytes but NUL and the slash, which no name can hold.</summary>
    private static string Bytes(Random random, int length) =>
        new([.. Enumerable.Range(0, Math.Max(1, length)).Select(_ => (char)random.Next(1, 256)).Select(c => c == '/' ? 'x' : c)]);

    private static IEnumerable<(string Ending, byte[] Bytes)> Contents()
    {
        static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);
        foreach (var open in new[] { "(", "[", "{", "<", "/*", "\"", "'", "`", "#if 1\n", "begin ", "<div>", "((lambda ", "${", "R\"(", "=begin\n", "namespace a{", "def f():\n" })
        {
            foreach (var ending in new[] { ".js", ".py", ".c", ".rb", ".html" })
            {
                yield return (ending, Of(string.Concat(Enumerable.Repeat(open, 20_000 / open.Length * 4))));
            }
        }

        yield return (".py", Of(new string('a', 900_000)));
        yield return (".md", Of(string.Concat(Enumerable.Repeat("# ", 200_000))));
        yield return (".md", Of(string.Concat(Enumerable.Repeat("```\n", 100_000))));
        yield return (".json", Of(new string('[', 100_000)));
        yield return (".cs", Of($"class {new string('N', 50_000)} {{ void {new string('M', 50_000)}() {{ }} }}\n"));
        yield return (".txt", Of(string.Concat(Enumerable.Repeat("\u0301", 200_000))));
        yield return (".txt", Of(string.Concat(Enumerable.Repeat("\ud83d\udc68\u200d", 50_000))));
        yield return (".py", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, (byte)'x']);
        yield return (".c", Of(string.Concat(Enumerable.Repeat("#define A A A\n", 40_000))));
        yield return (".sql", Of("select '" + new string('\'', 99_999)));
        yield return (".yaml", Of("a: &a [x]\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"b{i}: [*a,*a,*a]\n"))));
    }
}
