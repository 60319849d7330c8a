using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Questions to the tools of <c>/mcp</c>, as a client of the protocol sends them. What is not readable answers to the letter like what is not there.</summary>
internal static class AgentQuestions
{
    /// <summary>A pattern that only one text holds.</summary>
    public static Probe Pattern(Draw draw)
    {
        WorldPassage passage = SearchQuestions.Unique(draw);
        string query = $"/{passage.Marker[..^1]}[q]/";
        IEnumerable<string> expected = Reference.Places(draw.Readable, one => one.IsDefault).Where(place => place.Passage == passage).Select(Address).Distinct();
        return Call("search", new { query, limit = 100, lines = 0 }, [passage.Marker], answer => Differences.Of("file", expected, Places(answer).Select(place => place.Address)));
    }

    public static Probe Symbol(Draw draw)
    {
        WorldPassage passage = SearchQuestions.Unique(draw);
        IEnumerable<(string, int)> expected = Reference.Places(draw.Readable, one => one.IsDefault).Where(place => place.Passage == passage).Select(place => (Address(place), place.StartLine));
        return Call("find_symbol", new { query = passage.Symbol, limit = 100 }, [passage.Symbol], answer => Differences.Of("symbol", expected, Places(answer)));
    }

    public static Probe Text(Draw draw)
    {
        (string address, string? on, _, Meant? meant) = FileQuestions.File(draw);
        string absent = $"Not found: There is no file '{address}'{(on is null ? "" : $" on '{on}'")} that this key may read and the index holds. GET /api/repositories/ID/files says why a file is not indexed.";
        return Call("get_file", on is null ? new { file = address } : new { file = address, @ref = on }, [], answer =>
            meant is null ? answer == (absent, true) ? [] : [$"leak: unlike what is absent: {answer}"]
            : answer.IsError || !answer.Text.StartsWith($"{meant.Repository.Name}/{meant.File.Path} ", StringComparison.Ordinal) ? [$"omission: {address}: {answer.Text}"]
            : meant.File.Passages.Where(passage => !answer.Text.Contains(passage.Marker, StringComparison.Ordinal)).Select(passage => $"omission: {passage.Marker}"));
    }

    public static Probe Repositories(Draw draw)
    {
        string? match = draw.Chance(2) ? draw.Repository().Name : null;
        IEnumerable<string> expected = draw.Readable.Select(repository => repository.Name).Where(name => match is null || name.Contains(match, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
        return Call("list_repositories", new { match, limit = 500 }, match is null ? [] : [match], answer => Differences.Of(
            "repository", expected, answer.Text.Split('\n').Where(line => line.Contains(" files ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])));
    }

    private static string Address(Place place) => $"{place.Repository.Name}/{place.File.Path}";

    private static IEnumerable<(string Address, int Line)> Places((string Text, bool IsError) answer) => answer.Text.Split('\n')
        .Select(line => Regex.Match(line, @"^(?<address>[^ :]+):(?<line>\d+)", RegexOptions.CultureInvariant)).Where(match => match.Success)
        .Select(match => (match.Groups["address"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture)));

    private static Probe Call(string tool, object arguments, IReadOnlyList<string> sent, Func<(string Text, bool IsError), IEnumerable<string>> judge) => new(Endpoints.Agents, answer => judge(Read(answer.Raw)))
    {
        Method = HttpMethod.Post,
        Accept = "application/json, text/event-stream",
        Body = new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments } },
        Sent = sent,
    };

    private static (string Text, bool IsError) Read(string raw)
    {
        string data = raw.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        JsonElement result = JsonElement.Parse(data).GetProperty("result");
        return (result.GetProperty("content")[0].GetProperty("text").GetString()!, result.TryGetProperty("isError", out JsonElement error) && error.GetBoolean());
    }
}
