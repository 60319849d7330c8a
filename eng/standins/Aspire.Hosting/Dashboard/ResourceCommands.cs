using Aspire.Hosting.Dashboard.Messages;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Dashboard;

/// <summary>What a person can do to a resource in the dashboard. Names and icons are Aspire's.</summary>
internal static class ResourceCommands
{
    private const string Start = "start";
    private const string Stop = "stop";
    private const string Restart = "restart";

    public static IEnumerable<ResourceCommand> Of(ResourceStatus status)
    {
        var over = status.IsOver;
        yield return Command(Start, "Start", "Play", over);
        yield return Command(Stop, "Stop", "Stop", !over);
        yield return Command(Restart, "Restart", "ArrowCounterclockwise", !over);
    }

    /// <summary>False if there is no such command.</summary>
    public static async Task<bool> ExecuteAsync(InstanceRunner runner, string command)
    {
        if (command is not (Start or Stop or Restart))
        {
            return false;
        }

        if (command != Start)
        {
            await runner.StopAsync();
        }

        if (command != Stop)
        {
            await runner.StartAsync();
        }

        return true;
    }

    private static ResourceCommand Command(string name, string text, string icon, bool possible) => new()
    {
        Name = name,
        DisplayName = text,
        IconName = icon,
        IconVariant = IconVariant.Filled,
        IsHighlighted = name != Restart || possible,
        State = possible ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
    };
}
