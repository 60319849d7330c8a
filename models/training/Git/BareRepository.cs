using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Julie.Training.Git;

/// <summary>Reads the files of one commit of a repository that may have no work tree.</summary>
internal sealed class BareRepository(string folder)
{
    /// <summary>The bare repository of a name below a folder of checkouts, in any of the usual layouts, or null.</summary>
    public static BareRepository? Find(string checkouts, string name)
    {
        var flat = name.Replace('/', '+');
        string[] layouts = [$"{flat}/repo", $"{flat}/repo/.git", $"{name}.git", $"{name}/.git", name];
        return layouts.Select(layout => Path.Combine(checkouts, layout))
            .Where(path => File.Exists(Path.Combine(path, "HEAD")))
            .Select(path => new BareRepository(path))
            .FirstOrDefault();
    }

    /// <summary>Every file of a commit with its size and object id.</summary>
    public IEnumerable<(string Path, string Id, long Size)> Files(string commit)
    {
        using var process = Start("ls-tree", "-r", "-l", "-z", commit);
        var listing = process.StandardOutput.ReadToEnd();
        foreach (var line in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var fields = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields[1] == "blob" && long.TryParse(fields[3], CultureInfo.InvariantCulture, out var size))
            {
                yield return (line[(tab + 1)..], fields[2], size);
            }
        }
    }

    /// <summary>The texts of the objects, in their order; those that are missing or no UTF-8 are null.</summary>
    public IEnumerable<string?> Read(IEnumerable<string> ids)
    {
        using var process = Start("cat-file", "--batch");
        var output = process.StandardOutput.BaseStream;
        foreach (var id in ids)
        {
            process.StandardInput.Write(id + "\n");
            process.StandardInput.Flush();
            var header = ReadLine(output).Split(' ');
            if (header.Length < 3)
            {
                yield return null;
                continue;
            }

            var content = new byte[int.Parse(header[2], CultureInfo.InvariantCulture) + 1];
            output.ReadExactly(content);
            yield return Decode(content.AsSpan(0, content.Length - 1));
        }

        process.StandardInput.Close();
        process.WaitForExit();
    }

    private static string? Decode(ReadOnlySpan<byte> content) =>
        System.Text.Unicode.Utf8.IsValid(content) && !content.Contains((byte)0) ? Encoding.UTF8.GetString(content).ReplaceLineEndings("\n") : null;

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var c = stream.ReadByte(); c is not '\n' and not -1; c = stream.ReadByte())
        {
            line.Append((char)c);
        }

        return line.ToString();
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["--git-dir", folder, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // A partial clone must not reach for its remote.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        return Process.Start(start) ?? throw new IOException("git did not start.");
    }
}
