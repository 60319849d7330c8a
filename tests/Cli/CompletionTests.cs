using System.Diagnostics;
using Julie.Cli.Completion;
using Julie.Cli.Tests.Support;
using Julie.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class CompletionTests
{
    private const string Two = $"[{Canned.Repository},{{\"id\":8,\"name\":\"acme/shop\",\"url\":\"u\",\"ref\":\"r\",\"commit\":null,\"state\":\"ready\",\"files\":{{\"total\":0,\"indexed\":0,\"skipped\":{{}},\"failed\":0}},\"passages\":{{\"total\":0,\"embedded\":0,\"failed\":0}},\"error\":null,\"syncedAt\":null}}]";

    [Theory]
    [InlineData("julie stat", "status")]
    [InlineData("julie search retry -is:te", "-is:test")]
    [InlineData("julie search retry repo:", "repo:acme/shop repo:shop")]
    [InlineData("julie search retry -repo:ac", "-repo:acme/shop")]
    [InlineData("julie search 'retry -repo:ac", "-repo:acme/shop")]
    [InlineData("julie files ac", "acme/shop")]
    [InlineData("julie repositories remove ac", "acme/shop")]
    [InlineData("julie search --mode sym", "symbol")]
    public async Task Suggestions_KnowFiltersValuesAndRepositories(string line, string expected)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Two));

        Run run = await Run.AgainstAsync(api, FormattableString.Invariant($"[suggest:{line.Length}]"), line);

        Assert.Equal(expected.Split(' '), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Trim()));
    }

    [Theory]
    [InlineData("julie search retry lang:", "lang:csharp lang:python")]
    [InlineData("julie search retry -lang:pyt", "-lang:python")]
    public async Task Languages_AreThoseOfTheIndex(string line, string expected)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, """[{"language":"csharp","files":9},{"language":"python","files":2}]"""));

        Run run = await Run.AgainstAsync(api, FormattableString.Invariant($"[suggest:{line.Length}]"), line);

        Assert.Equal(expected.Split(' '), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Trim()));
        Assert.Equal("/api/languages", Assert.Single(api.Requests).Target);
    }

    [Theory]
    [InlineData("julie search repo:")]
    [InlineData("julie search lang:")]
    public async Task WhereNothingAnswers_NamesAreLeftOutWithoutAWord(string line)
    {
        Run run = await Run.JulieAsync([FormattableString.Invariant($"[suggest:{line.Length}]"), line, "--url", "http://127.0.0.1:9"]);

        Assert.Equal("", run.Out.Trim() + run.Error);
    }

    [Theory]
    [InlineData("julie stat", "julie stat", "status")]
    [InlineData("julie search x lang:py", "julie search x lang : py", "python")]
    [InlineData("julie search x repo:", "julie search x repo :", "acme/shop shop")]
    [InlineData("julie search \"x -is:t", "julie search '\"x -is:t'", "x -is:test")]
    [InlineData("julie search \"lang:py", "julie search '\"lang:py'", "lang:python")]
    public async Task Bash_GetsWhatBelongsBehindItsOwnIdeaOfAWord(string line, string words, string expected)
    {
        // the script against a stand-in for the command that answers as the command does
        string script = $$"""
            julie() { [[ $2 != *[\"\']lang:* ]] && printf '%s\n' status search -is:test lang:python lang:go repo:acme/shop repo:shop; }
            compopt() { :; }
            {{Scripts.Bash}}
            COMP_LINE='{{line}}' COMP_POINT=${#COMP_LINE} COMP_WORDS=({{words}})
            COMP_POINT=${#COMP_LINE} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _julie
            echo "${COMPREPLY[*]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, output.Trim());
    }

    [Theory]
    [InlineData("julie stat", "julie status ")]
    [InlineData("julie search x lan", "julie search x lang:")]
    [InlineData("julie search x is:g", "julie search x is:generated ")]
    [InlineData("julie search x repo:", "julie search x repo:")]
    [InlineData("julie search -repo:ac", "julie search -repo:acme/shop ")]
    [InlineData("julie search 'a b repo:ac", "julie search 'a b repo:acme/shop")]
    [InlineData("julie search \"repo:ac", "julie search \"repo:acme/shop")]
    [InlineData("julie files ac", "julie files acme/shop ")]
    [InlineData("julie index own", "julie index own.zsh ")]
    public async Task Zsh_OnATerminal_CompletesTheLine(string typed, string expected)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "zsh"))), "zsh is not installed here");
        await using CannedApi api = await CannedApi.StartAsync((200, Two));
        string folder = Directory.CreateTempSubdirectory("julie-zsh-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "own.zsh"), $$"""
            PS1= RPS1= PS2=
            autoload -Uz compinit
            compinit -D -u
            julie() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "julie.dll")}}' "$@"; }
            {{Scripts.Zsh}}
            show() { print -r -- "<<$BUFFER>>" }
            zle -N show
            bindkey '^X' show
            bindkey '^I' complete-word
            print -r -- '<<ready>>'
            """, TestContext.Current.CancellationToken);

        // a real one, on a pseudo-terminal of zsh's own making
        CommandResult zsh = await Command.RunAsync(
            "zsh",
            [
                "-f", "-c",
                """
                zmodload zsh/zpty
                answer() { local said; zpty -r shell said '*<<*>>*'; said=${said##*<<}; print -rn -- "${said%%>>*}" }
                zpty shell zsh -f -i
                zpty -w shell '. ./own.zsh'
                [[ $(answer) == ready ]] || exit 1
                zpty -w -n shell $1$'\t\x18'
                answer
                zpty -d shell
                """,
                "zsh", typed,
            ],
            TestContext.Current.CancellationToken, folder,
            new Dictionary<string, string?> { ["JULIE_URL"] = api.Url, ["JULIE_KEY"] = "jl_test", ["HOME"] = folder, ["TERM"] = "xterm", ["LC_ALL"] = "C.UTF-8" });
        Directory.Delete(folder, recursive: true);

        Assert.Equal(expected, zsh.Output);
    }
}
