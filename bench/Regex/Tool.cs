using System.Diagnostics;
using System.Globalization;

namespace Julie.Bench.Regex;

/// <summary>A program that prints <c>path:line:text</c>.</summary>
internal sealed class Tool(string folder, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
{
    public List<Line> Search(string pattern)
    {
        using Process process = Start(pattern);
        List<Line> lines = [];
        while (process.StandardOutput.ReadLine() is { } text)
        {
            int first = text.IndexOf(':', StringComparison.Ordinal);
            int second = first < 0 ? -1 : text.IndexOf(':', first + 1);
            if (second > 0 && int.TryParse(text.AsSpan(first + 1, second - first - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                lines.Add(new Line(Path.GetRelativePath(folder, Path.Combine(folder, text[..first])), number));
            }
        }

        process.WaitForExit();
        return lines;
    }

    private Process Start(string pattern)
    {
        ProcessStartInfo start = new(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (IEnumerable<string>)[.. arguments, pattern])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
