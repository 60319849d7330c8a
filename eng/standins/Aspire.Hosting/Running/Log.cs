using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Instance} could not be started: {Reason}")]
    public static partial void FailedToStart(ILogger logger, string instance, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Instance} ended with exit code {ExitCode}. It is not started again by itself; its last lines:\n  {Lines}")]
    public static partial void Ended(ILogger logger, string instance, int exitCode, string lines);

    [LoggerMessage(3, LogLevel.Information, "Login to the dashboard at {Address}")]
    public static partial void Dashboard(ILogger logger, string address);

    [LoggerMessage(4, LogLevel.Warning, "There is no dashboard: {Reason}")]
    public static partial void NoDashboard(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Error, "The dashboard's call {Call} failed")]
    public static partial void CallFailed(ILogger logger, string call, Exception exception);
}
