using System.Globalization;
using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Julie.Cli.Output;

/// <summary>Deliveries as a table without frames; the reasons stand below it, whole.</summary>
internal static class DeliveriesView
{
    public static IRenderable Table(IReadOnlyList<DeliveryStatus> deliveries)
    {
        if (deliveries.Count == 0)
        {
            return new Markup("No deliveries. docs/webhooks.md tells how to set a host up.\n");
        }

        Table table = new Table().Border(TableBorder.None);
        foreach (string title in (string[])["id", "received", "hook", "event", "repository", "ref", "commit", "times", "outcome"])
        {
            table.AddColumn(new TableColumn($"[grey]{title}[/]").Padding(0, 0, 2, 0).NoWrap());
        }

        foreach (DeliveryStatus delivery in deliveries)
        {
            string more = delivery.Refs > 1 ? $" +{Figures.Count(delivery.Refs - 1)}" : string.Empty;
            table.AddRow(
                delivery.Id.ToString(CultureInfo.InvariantCulture), delivery.ReceivedAt.ToLocalTime().ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Escape(delivery.Hook), Escape(delivery.Event), Escape(delivery.Repository ?? "-"), Escape((delivery.Ref ?? "-") + more),
                Figures.Commit(delivery.Commit), Figures.Count(delivery.Times), State(delivery.Outcome));
        }

        IEnumerable<IRenderable> reasons = deliveries.Where(d => d.Reason is not null)
            .Select(d => new Markup($"[grey]{d.Id.ToString(CultureInfo.InvariantCulture)}:[/] {Escape(d.Reason!)}"));
        return new Rows([table, .. reasons]);
    }

    private static string State(string outcome) => outcome is "refused" or "failed" ? $"[red]{Escape(outcome)}[/]" : StatusView.State(outcome);

    private static string Escape(string text) => Markup.Escape(Printable.Text(text));
}
