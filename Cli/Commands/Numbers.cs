using System.CommandLine.Parsing;
using System.Globalization;

namespace Julie.Cli.Commands;

/// <summary>Numbers of options, with a refusal that says what is taken.</summary>
internal static class Numbers
{
    public static int Read(ArgumentResult result, string option, int least, int most)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        string range = most == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{least} or more") : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        result.AddError($"{option} {text}: give a number, {range}.");
        return least;
    }
}
