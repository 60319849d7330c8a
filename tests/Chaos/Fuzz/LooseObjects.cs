using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>Writes objects into a repository as they are, whatever git would say to them.</summary>
internal sealed class LooseObjects(string gitDirectory)
{
    private const string Person = "A <a@example.org> 1700000000 +0000";

    public string Blob(string text) => Blob(Encoding.UTF8.GetBytes(text));

    public string Blob(byte[] content) => Write("blob", content);

    /// <summary>A tree of entries in the order given. Names are Latin-1: any byte.</summary>
    public string Tree(params IEnumerable<(string Mode, string Name, string Id)> entries)
    {
        using var bytes = new MemoryStream();
        foreach (var (mode, name, id) in entries)
        {
            bytes.Write(Encoding.Latin1.GetBytes($"{mode} {name}\0"));
            bytes.Write(Convert.FromHexString(id));
        }

        return Write("tree", bytes.ToArray());
    }

    public string Commit(string tree, string message = "x") =>
        Write("commit", Encoding.UTF8.GetBytes($"tree {tree}\nauthor {Person}\ncommitter {Person}\n\n{message}\n"));

    public string Tag(string id, string type) =>
        Write("tag", Encoding.UTF8.GetBytes($"object {id}\ntype {type}\ntag t\ntagger {Person}\n\nx\n"));

    /// <summary>Makes it what the branch main stands at.</summary>
    public void Main(string commit) => Ref("refs/heads/main", commit);

    public void Ref(string name, string value)
    {
        var file = Path.Combine(gitDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, value + "\n");
    }

    public string PathOf(string id) => Path.Combine(gitDirectory, "objects", id[..2], id[2..]);

    public string Write(string type, byte[] content)
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type} {content.Length}\0"));
#pragma warning disable CA5350 // It is git's name for an object, not a protection.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(header);
        hash.AppendData(content);
        var id = Convert.ToHexStringLower(hash.GetHashAndReset());
        var file = PathOf(id);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new ZLibStream(File.Create(file), CompressionLevel.Fastest);
            stream.Write(header);
            stream.Write(content);
        }

        return id;
    }
}
