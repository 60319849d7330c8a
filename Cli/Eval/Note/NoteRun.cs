using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Julie.Cli.Eval.Measures;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Eval.Note;

/// <summary>
/// Asks the note's questions, and counts what a person judged: a file of judgements holds each question's results as <c>"repository/path:line": true</c>, false, or null
/// until someone has looked.
/// </summary>
internal sealed class NoteRun(JulieClient client, Terminal terminal)
{
    private const int Judged = 5;

    public async Task<int> RunAsync(string file, string? filters, string? against, CancellationToken ct)
    {
        JsonObject judgements = File.Exists(file) ? Read(file) : [];
        foreach (string question in ResearchNote.Queries)
        {
            SearchAnswer answer = (await client.SearchAsync($"{filters} {question}".Trim(), SearchVariant.Product.Options(Judged), ct)).Value;
            JsonObject before = judgements[question] as JsonObject ?? [];
            JsonObject now = [];
            foreach (string place in answer.Results.Select(result => FormattableString.Invariant($"{result.Repository}/{result.Path}:{result.StartLine}")))
            {
                now[place] = before[place]?.DeepClone();
            }

            judgements[question] = now;
        }

        await File.WriteAllTextAsync(file, judgements.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n", ct);
        return Report(judgements, file, against is null ? null : Read(against));
    }

    private int Report(JsonObject judgements, string file, JsonObject? other)
    {
        IAnsiConsole console = terminal.OutConsole();
        int open = Answers(judgements).Sum(question => question.Count(answer => answer is null));
        if (open > 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{open} results wait for a judgement: write true or false for null in {Printable.Text(file)}, and run this again.");
            return ExitCodes.Nothing;
        }

        double precision = Precision(judgements);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"precision@5 {precision:0.00}, MRR {Mrr(judgements):0.00}: {(precision >= ResearchNote.LeastPrecision ? "keep the model" : "look for another model")} (the note's limit is {ResearchNote.LeastPrecision:0.00})");
        if (other is not null)
        {
            double gain = Mrr(other) == 0 ? double.PositiveInfinity : (Mrr(judgements) / Mrr(other)) - 1;
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"MRR {gain:+0 %;-0 %;0 %} against the other: {(gain > ResearchNote.LeastGain ? "replace it" : "not worth replacing it")} (the note asks for more than {ResearchNote.LeastGain:0 %})");
        }

        return ExitCodes.Ok;
    }

    private static double Precision(JsonObject judgements) => Answers(judgements).Average(question => (double)question.Count(answer => answer == true) / Judged);

    private static double Mrr(JsonObject judgements) => Answers(judgements).Average(question => Gain.ReciprocalRank(
        [.. question.Select((answer, index) => (answer, Rank: index + 1)).Where(one => one.answer == true).Select(one => one.Rank)]));

    private static IReadOnlyList<bool?[]> Answers(JsonObject judgements) =>
        [.. ResearchNote.Queries.Select(question => judgements[question] is JsonObject places ? places.Select(place => (bool?)place.Value).ToArray() : [])];

    private static JsonObject Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} holds no judgements", e.Message, e);
        }
    }
}
