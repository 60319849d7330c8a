namespace Julie.Cli.Tests.Support;

/// <summary>One run of the command line in this process: what it printed and how it ended.</summary>
internal sealed record Run(int Code, string Out, string Error)
{
    public static async Task<Run> JulieAsync(string[] args, Dictionary<string, string>? variables = null, string? folder = null, bool terminal = false, TimeProvider? time = null, string? input = null, bool typed = false)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Terminal outside = new(
            output, error, terminal, terminal, 120, name => variables?.GetValueOrDefault(name), folder ?? Path.GetTempPath(), time ?? TimeProvider.System)
        {
            In = input is null ? null : new StringReader(input),
            InIsTerminal = typed,
        };
        int code = await JulieCommandLine.RunAsync(args, outside, TestContext.Current.CancellationToken);
        return new Run(code, output.ToString(), error.ToString());
    }

    public static Task<Run> AgainstAsync(CannedApi api, params string[] args) =>
        JulieAsync(args, new Dictionary<string, string> { ["JULIE_URL"] = api.Url, ["JULIE_KEY"] = "jl_test" });
}
