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
          julie search '/func \w+Retry\(/' -C 2         or by pattern, as with ripgrep
          julie open 1                                  the first result, in your editor or on the page
          julie status                                  what is indexed, and how far
          julie files shop --state skipped              why a file is not found
          julie models list                             embedding models: fetch, check, measure

        Exit codes:
          0  done; a search had results                     (as grep's: 0 found, 1 nothing, more for errors)
          1  no results, a failed sync, or no such thing
          2  a command line, query or address that cannot be used
          3  Julie does not answer (./julie up starts it), or something went wrong there
          4  no key, or a key that may not do this

        Environment:
          JULIE_URL, JULIE_KEY   another installation, and the key for it; julie login keeps both
          JULIE_HOME             folder of the local installation (default: .julie here or in a parent folder)
          VISUAL, EDITOR         what julie open opens files with
          NO_COLOR               no colours
        """;

    private const string Search = """
        Examples:
          julie search where are embed jobs published
          julie search 'parse config "connection string" -lang:markdown'
          julie search '/Retry(Later|Now)\(/ path:src/**' -C 2      every line that matches, two around it
          julie search symbol:Cart.Add mode:symbol                 definitions
          julie search -l '/TODO/' --all                           paths only (-c: with counts), all of them
          julie search retry --facets                              what to narrow it down with
          julie search --json --limit 3 retry | jq -r '.results[].path'
          julie search --jsonl --all '/TODO/' | jq -r .path

        In a query:
          "two words"  /a pattern/      files that hold this
          repo:NAME  lang:GO  path:'src/**/*.cs'  kind:class  is:test       only there; with - everywhere else
          a OR b   (a OR b) c           docs/query-language.md has all of it

        On a terminal a heading for each file and its lines, numbered; #1 is for julie open 1. In a pipe path:line:text, and path-line-text
        for lines that only stand around a result. Notes go to standard error.

        Ends with 0 when there are results, 1 when there are none, 2 and more for errors.
        """;

    private const string Open = """
        Examples:
          julie open 1                                  the first result of the last search in this terminal
          julie open acme/shop/src/cart.go:10           a place as search prints it
          julie open 2 --web                            on the page, to send to somebody
          vim $(julie open 1 --print | sed -E 's/:([0-9]+)$/ +\1/')     in any other way

        A file is on this machine when its repository was indexed from here, or when you stand in a checkout of it. Then VISUAL or EDITOR opens it.
        """;

    private const string Login = """
        Examples:
          julie login https://search.example.org        asks for the key, tries it, keeps it
          julie login https://search.example.org < key.txt

        The key is kept in ~/.config/julie/credentials.json, which only you can read, and sent to this address only. A file that others can
        read is refused. An administrator makes keys: julie keys create NAME --repository 'acme/*'
        """;

    private const string Config = """
        Examples:
          julie config list                             what is set, where, and what holds now
          julie config set url https://search.example.org
          julie config set key < key.txt                the key for the address that holds now; julie login tries it too

        From weak to strong: ~/.config/julie/config.json and credentials.json (XDG_CONFIG_HOME), the installation that runs here (.julie),
        the environment (JULIE_URL, JULIE_KEY), the options (--url, --key-file).
        """;

    private const string Completion = """
        Examples:
          source <(julie completion bash)               in ~/.bashrc
          source <(julie completion zsh)                in ~/.zshrc, after compinit

        Completes commands, options, filters and their values. Julie is asked for names of repositories and for languages.
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

    private const string Files = """
        Examples:
          julie files shop --state skipped              why a file is not found
          julie files shop --path 'src/**' --ref v1.0   what of a folder is indexed on a tag
          julie files shop --secrets                    where secrets were masked
        """;

    private const string Eval = """
        Examples:
          julie eval own .                              a set made of your own code
          julie eval golden queries.txt --in repo:shop  queries that you know, against what they found

        docs/evaluation.md has all of it.
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
            "open" => Open,
            "login" => Login,
            "config" => Config,
            "completion" => Completion,
            "index" => Index,
            "status" => Status,
            "deliveries" => Deliveries,
            "keys" => Keys,
            "grants" => Grants,
            "mcp" => Mcp,
            "models" => Models,
            "pull" => Pull,
            "quantize" => Quantize,
            "files" => Files,
            "eval" => Eval,
            _ => parseResult.CommandResult.Command is RootCommand ? Root : null,
        };
        if (more is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(more);
        }

        return code;
    }
}
