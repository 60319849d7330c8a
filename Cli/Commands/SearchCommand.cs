using System.CommandLine;
using Julie.Cli.Completion;
using Julie.Cli.Opening;
using Julie.Cli.Search;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie search</c></summary>
internal static class SearchCommand
{
    public static Command Create(Session session)
    {
        // takes '-lang:go' and '--no-verify' too: what is no option of this command belongs to the query
        Argument<string[]> query = new("QUERY") { Description = "Words, names, \"phrases\", /patterns/ and filters; no quotes needed for plain words.", Arity = ArgumentArity.OneOrMore, HelpName = "QUERY" };
        query.CompletionSources.Add(context => QueryCompletions.Of(session, context));
        SearchCommandOptions options = new();
        Command command = new("search", "Search what is indexed.") { query };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            string text = string.Join(' ', parsed.GetValue(query)!);
            Terminal terminal = session.Terminal with { Color = parsed.GetValue(options.Color)! };
            using JulieClient client = session.Connect(parsed);
            LastSearch last = new(terminal);
            ISearchView view = options.View(parsed, terminal, client, last.Add);
            SearchAnswer? first = null, end = null;
            int results = 0;
            await foreach (Answer<SearchAnswer> page in new SearchPages(client, text, options.Asked(parsed)).ReadAsync(options.Most(parsed), ct))
            {
                first ??= page.Value;
                end = page.Value;
                results += page.Value.Results.Count;
                await view.WriteAsync(page, ct);
                if (options.IsOnePage(parsed))
                {
                    break;
                }
            }

            last.Keep();
            if (!parsed.GetValue(options.Json) && !parsed.GetValue(options.JsonLines))
            {
                SearchNotes.Write(terminal, text, first!, end!, results);
            }

            return results > 0 ? ExitCodes.Ok : ExitCodes.Nothing;
        });
        return command;
    }
}
