using System.Globalization;
using Julie.Client;

namespace Julie.Cli.Connecting;

/// <summary>Turns what a call ended with into a sentence and an exit code.</summary>
internal static class Failures
{
    /// <summary>Null for what is no failure that a person can act on.</summary>
    public static JulieException? Of(Exception exception) => exception switch
    {
        JulieException said => said,
        JulieProblemException problem => Of(problem),
        JulieUnreachableException { TimedOut: true } late => new JulieException(ExitCodes.Unreachable, late.Message, "See what is wrong with: ./julie status", late),
        JulieUnreachableException { Address.IsLoopback: true } gone => new JulieException(ExitCodes.Unreachable, Connection.NotRunning, $"Nothing answers at {gone.Address}", gone),
        JulieUnreachableException gone => new JulieException(ExitCodes.Unreachable, $"Cannot reach {gone.Address}", gone.InnerException?.Message, gone),
        JulieAnswerException other => new JulieException(ExitCodes.Unreachable, other.Message, "Is --url, JULIE_URL or the url of julie config list the address of the query API?", other),
        _ => null,
    };

    private static JulieException Of(JulieProblemException problem)
    {
        string title = problem.Title ?? string.Create(CultureInfo.InvariantCulture, $"{problem.Address} answered with status {problem.Status}");
        return problem.Status switch
        {
            401 when !problem.HadKey => new JulieException(
                ExitCodes.Refused, "Julie wants a key", $"Sign in once: julie login {problem.Address}   Or put a key in JULIE_KEY, or run where .julie/admin.key is readable."),
            401 => new JulieException(
                ExitCodes.Refused, "Julie does not know this key", $"It may be mistyped, expired or of another installation. Sign in with another: julie login {problem.Address}   See JULIE_KEY, too, or .julie/admin.key of the one that runs."),
            403 => new JulieException(ExitCodes.Refused, problem.Title ?? "The key may not do this", problem.Detail),
            404 or 410 => new JulieException(ExitCodes.Nothing, title, problem.Detail),
            408 or 429 => new JulieException(ExitCodes.Unreachable, title, problem.Detail),
            >= 500 => new JulieException(ExitCodes.Unreachable, title, problem.Detail) { TraceId = problem.TraceId },
            _ => new JulieException(ExitCodes.Usage, title, problem.Detail),
        };
    }
}
