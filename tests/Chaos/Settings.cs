using System.Diagnostics;
using System.Globalization;

namespace Julie.Chaos.Tests;

/// <summary>How much is tried, and from which seed: from the environment, small otherwise. See <c>./julie chaos --help</c>.</summary>
internal static class Settings
{
    public static int Seed { get; } = Number("JULIE_CHAOS_SEED", 20260722);

    /// <summary>Whether the long fuzz was asked for.</summary>
    public static bool FuzzAskedFor { get; } = Environment.GetEnvironmentVariable("JULIE_FUZZ_INPUTS") is { Length: > 0 };

    public static int Pushes { get; } = Number("JULIE_CHAOS_PUSHES", 60);

    public static int Repositories { get; } = Number("JULIE_CHAOS_REPOSITORIES", 6);

    /// <summary>Faults of processes and servers; each kind comes once before any comes again.</summary>
    public static int Faults { get; } = Number("JULIE_CHAOS_FAULTS", 12);

    public static int WebhookInputs { get; } = Number("JULIE_FUZZ_INPUTS", 4_000);

    /// <summary>A file that every run's figures are appended to.</summary>
    public static string? Report { get; } = Environment.GetEnvironmentVariable("JULIE_CHAOS_REPORT") is { Length: > 0 } file ? file : null;

    /// <summary>Whether logs, databases and remotes stay for a person to look at.</summary>
    public static bool Keep { get; } = Environment.GetEnvironmentVariable("JULIE_CHAOS_KEEP") == "1";

    /// <summary>Prints a line, with the seconds since the tests began.</summary>
    public static void Say(string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{(DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds,5:0} s  {text}");
        TestContext.Current.SendDiagnosticMessage("{0}", line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Report is not null)
        {
            File.AppendAllText(Report, line + "\n");
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
