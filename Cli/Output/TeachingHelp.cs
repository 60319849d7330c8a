using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Julie.Cli.Output;

/// <summary>The usual help, and after it what it does not say: examples, filters, exit codes.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Root = """
        Examples:
          julie index .                                 index the repository that you stand in
          julie search where are jobs published         ask in plain words
          julie search 'RetryPolicy lang:csharp'        or by name, in one language
          julie status                                  what is indexed, and how far
          julie files shop --state skipped              why a file is not found
          julie models list                             embedding models: fetch, check, measure

        Exit codes:
          0  done; a search had results
          1  no results, a failed sync, or no such thing
          2  a command line, query or address that cannot be used
          3  Julie does not answer (./julie up starts it)
          4  no key, or a key that may not do this

        Environment:
          JULIE_URL, JULIE_KEY   another installation, and the key for it
          JULIE_HOME             folder of the local installation (default: .julie here or in a parent folder)
          NO_COLOR               no colours
        """;

    private const string Search = """
        Examples:
          julie search where are embed jobs published
          julie search 'parse config "connection string" -lang:markdown'
          julie search --json --limit 3 retry with backoff | jq -r '.results[].path'

        In a query:
          "two words"            this phrase
          repo:NAME  lang:GO  path:'src/**/*.cs'       only there; -repo: -lang: -path: everywhere else

        Ends with 0 when there are results, 1 when there are none.
        """;

    private const string Index = """
        Examples:
          julie index .
          julie index https://github.com/dotnet/aspire --wait
          julie index ~/src/one ~/src/two --wait --json

        With --wait the command ends when every passage is embedded: 0 when all went well, 1 when a sync failed.
        With --json it prints one line of JSON for each repository: what was accepted or, with --wait, how the sync ended.
        """;

    private const string Status = """
        Examples:
          julie status
          julie status --watch
          julie status --json | jq '.passages'
        """;

    private const string Deliveries = """
        Examples:
          julie deliveries                              what hosts sent, newest first, and what became of it
          julie deliveries --outcome refused            what did not prove its origin, and why
          julie deliveries --repository acme/shop --json
          julie deliveries replay 42                    dispatch a proven delivery once more

        docs/webhooks.md tells how to set a host up.
        """;

    private const string Keys = """
        Examples:
          julie keys create ci --repository 'acme/*' --expires 90d
          julie keys create deploy --scope ingest --repository acme/shop
          julie keys list                               who has one, until when, when it was last used
          julie keys rotate ci --grace 1d               another secret; the one before works for a day
          julie keys revoke ci

        create and rotate print the secret on standard output, and nothing else there: it is shown this once.
        Needs an admin key.
        """;

    private const string Grants = """
        Examples:
          julie grants add 'acme/*' --key ci            a key
          julie grants add 'acme/*' --group developers  whoever has this group in a token
          julie grants add acme/payroll --user 7f3c     whom tokens name so
          julie grants list --group developers
          julie grants remove 12
          julie grants hosts                            what hosts say of their own permissions, where they are asked

        In a pattern * is anything, slashes too; case counts. docs/security.md tells how to set tokens up.
        Needs an admin key.
        """;

    private const string Mcp = """
        An agent starts it by itself. In the agent's configuration:
          {"mcpServers":{"julie":{"command":"julie","args":["mcp"],"env":{"JULIE_URL":"https://search.example.org","JULIE_KEY":"jl_..."}}}}

        The same over HTTP, without this command: https://search.example.org/mcp with Authorization: Bearer jl_...
        docs/mcp.md has the tools.
        """;

    private const string Models = """
        Examples:
          julie models list                             what there is, what is here, which is configured
          julie models show bge-small-en-v1.5           licence, limits, files
          julie models pull bge-small-en-v1.5           fetch it; then: Julie__Embedding__Model=bge-small-en-v1.5 ./julie up
          julie models verify bge-small-en-v1.5         read its files again
          julie models bench bge-small-en-v1.5          passages and tokens a second, here
          julie models quantize bge-small-en-v1.5       bge-small-en-v1.5-int8: faster on processors

        Works without a running Julie. docs/models.md tells how to choose one.
        """;

    private const string Pull = """
        Examples:
          julie models pull bge-small-en-v1.5 all-MiniLM-L6-v2
          julie models pull bge-small-en-v1.5 --hub https://mirror.example/huggingface
          HF_TOKEN=... julie models pull starencoder          a gated model, once its terms are accepted
          julie models pull starencoder --token-file ~/.hub-token

        What is here and right is not fetched again. A pull that broke off goes on where it stopped. A file is in its place only
        when its size and hash are what the manifest, or else the hub, says; what came is pinned in model.lock.json.
        Behind a proxy: HTTPS_PROXY. Without network: copy the files into models/ID by hand, then: julie models verify ID

        Ends with 0 when the model is complete, 1 when it is not (wrong content, no such file, no room), 2 for an unknown model or
        address, 3 when the hub does not answer, 4 when it wants a token.
        """;

    private const string Quantize = """
        Examples:
          julie models quantize bge-small-en-v1.5                     writes bge-small-en-v1.5-int8, compared on the source code of this folder
          julie models quantize bge-small-en-v1.5 --precision fp16    for a GPU
          julie models quantize bge-small-en-v1.5 --texts ~/src --passages 2000 --json

        The new model is a vector space of its own: Julie__Embedding__Model=bge-small-en-v1.5-int8 embeds everything anew.
        docs/models.md says what each precision costs.
        """;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        string? more = parseResult.CommandResult.Command.Name switch
        {
            "search" => Search,
            "index" => Index,
            "status" => Status,
            "deliveries" => Deliveries,
            "keys" => Keys,
            "grants" => Grants,
            "mcp" => Mcp,
            "models" => Models,
            "pull" => Pull,
            "quantize" => Quantize,
            "replay" or "create" or "rotate" or "revoke" or "add" or "remove" or "hosts" or "audit" or "list" or "show" or "verify" or "bench" or "repositories" => null,
            _ => Root,
        };
        if (more is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(more);
        }

        return code;
    }
}
