using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie search</c></summary>
internal static class SearchCommand
{
    private const int LimitMax = 100;

    public static Command Create(Session session)
    {
        // takes '-lang:go' and '--no-verify' too: what is no option of this command belongs to the query
        Argument<string[]> query = new("QUERY") { Description = "Words, names, \"phrases\" and filters; no quotes needed for plain words.", Arity = ArgumentArity.OneOrMore };
        Option<int> limit = new("--limit", "-n") { Description = "Most results, 1 to 100.", HelpName = "N", DefaultValueFactory = _ => 10, CustomParser = result => Number(result, "--limit", 1, LimitMax) };
        Option<int> lines = new("--lines") { Description = "Most lines of each result; 0 prints all of it.", HelpName = "N", DefaultValueFactory = _ => 6, CustomParser = result => Number(result, "--lines", 0, int.MaxValue) };
        Option<string?> on = new("--ref") { Description = "Search these refs instead of the default branches: release/1.0, 'v*', refs/tags/v1.", HelpName = "REF" };
        Option<string?> waitFor = new("--wait-for") { Description = "First wait until this commit, or one that replaced it, is searchable.", HelpName = "COMMIT" };
        Option<bool> vectors = new("--wait-for-vectors") { Description = "With --wait-for: until its vectors are there too." };
        Option<int?> seconds = new("--wait-seconds") { Description = "With --wait-for: the longest wait, 0 to 60; 10 where nothing is said.", HelpName = "N" };
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Command command = new("search", "Search what is indexed.") { query, limit, lines, on, waitFor, vectors, seconds, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(waitFor) is null && (result.GetValue(vectors) || result.GetValue(seconds) is not null))
            {
                result.AddError("--wait-for-vectors and --wait-seconds say how to wait: name the commit with --wait-for.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            string text = string.Join(' ', parsed.GetValue(query)!);
            using JulieClient client = session.Connect(parsed);
            SearchOptions options = new()
            {
                Limit = parsed.GetValue(limit),
                Refs = parsed.GetValue(on) is { } name ? [name] : [],
                WaitFor = parsed.GetValue(waitFor),
                WaitForVectors = parsed.GetValue(vectors),
                WaitForSeconds = parsed.GetValue(seconds),
            };
            Answer<SearchAnswer> answer = await client.SearchAsync(text, options, ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                SearchText.Write(session.Terminal, answer.Value, text, parsed.GetValue(lines));
            }

            return answer.Value.Results.Count > 0 ? ExitCodes.Ok : ExitCodes.Nothing;
        });
        return command;
    }

    private static int Number(ArgumentResult result, string option, int least, int most)
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
