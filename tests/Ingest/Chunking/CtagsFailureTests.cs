using Julie.Ingest.Chunking.Symbols;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>A parser that dies or hangs costs one file its symbols, and nothing else (law 10).</summary>
public sealed class CtagsFailureTests
{
    private const string Source = "def one():\n    return 1\n\n\ndef two():\n    return 2\n";

    [Theory]
    [InlineData("exit 1")]
    [InlineData("sleep 60")]
    public async Task Cut_CtagsFailsOnOneFile_OthersHaveSymbols(string fault)
    {
        using var folder = new TemporaryFolder();
        // Passes everything on to the real program until a source says POISON.
        var wrapper = folder.Write("ctags", $$"""
            #!/bin/bash
            case "$*" in *_interactive*) ;; *) exec ctags "$@" ;; esac
            coproc REAL { exec ctags "$@"; }
            exec 3<&"${REAL[0]}"
            cat <&3 & reader=$!
            while IFS= read -r line; do
                case "$line" in *POISON*) kill $reader $REAL_PID; {{fault}} ;; esac
                printf '%s\n' "$line" >&"${REAL[1]}"
            done
            """);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var cutting = new Cutting(options: new CtagsOptions { Path = wrapper, FileTimeout = TimeSpan.FromSeconds(3) });

        Assert.Equal(2, (await cutting.CutAsync(Source, "python")).Symbols.Count);
        var poisoned = await cutting.CutAsync("# POISON\n" + Source, "python");
        Assert.Null(poisoned.Skip);
        Assert.NotEmpty(poisoned.Chunks);
        Assert.Empty(poisoned.Symbols);
        Assert.Equal(2, (await cutting.CutAsync(Source, "python")).Symbols.Count);
    }

    [Fact]
    public void Check_NoSuchProgram_NamesTheRemedy()
    {
        var program = new CtagsProgram(Microsoft.Extensions.Options.Options.Create(new CtagsOptions { Path = "/nowhere/ctags" }));
        var error = Assert.Throws<InvalidOperationException>(program.Check);
        Assert.Contains("/nowhere/ctags", error.Message, StringComparison.Ordinal);
        Assert.Contains("universal-ctags", error.Message, StringComparison.Ordinal);
    }
}
