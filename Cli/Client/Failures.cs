using System.Globalization;
using System.Text.Json;

namespace Julie.Cli.Client;

/// <summary>Turns what went wrong on the wire into a sentence and an exit code.</summary>
internal static class Failures
{
    public static JulieException Read(int status, string body, Connection connection)
    {
        Problem? problem = Parse(body);
        return status switch
        {
            401 when connection.Key is null => new JulieException(
                ExitCodes.Refused, "Julie wants a key", "Put it in JULIE_KEY, or run where .julie/admin.key is readable."),
            401 => new JulieException(
                ExitCodes.Refused, "Julie does not know this key", "It may be mistyped, expired or of another installation: see JULIE_KEY, or .julie/admin.key of the one that runs."),
            403 => new JulieException(ExitCodes.Refused, problem?.Title ?? "The key may not do this", problem?.Detail),
            400 or 405 or 409 or 413 or 414 or 415 or 422 => new JulieException(ExitCodes.Usage, problem?.Title ?? Plain(status, connection), problem?.Detail),
            429 or 502 or 503 or 504 => new JulieException(ExitCodes.Unreachable, problem?.Title ?? Plain(status, connection), problem?.Detail),
            _ => new JulieException(ExitCodes.Nothing, problem?.Title ?? Plain(status, connection), problem?.Detail),
        };
    }

    public static JulieException Unreachable(Connection connection, HttpRequestException inner) => connection.Address.IsLoopback
        ? new JulieException(ExitCodes.Unreachable, Connection.NotRunning, $"Nothing answers at {connection.Address}", inner)
        : new JulieException(ExitCodes.Unreachable, $"Cannot reach {connection.Address}", inner.Message, inner);

    public static JulieException NotJulie(Connection connection, Exception? inner = null) => new(
        ExitCodes.Unreachable, $"{connection.Address} answered, but not as Julie does", "Is --url or JULIE_URL the address of the query API?", inner);

    private static string Plain(int status, Connection connection) =>
        string.Create(CultureInfo.InvariantCulture, $"{connection.Address} answered with status {status}");

    private static Problem? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, JulieJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
