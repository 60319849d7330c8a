using Aspire.Hosting.ApplicationModel;

namespace Julie.AppHost;

/// <summary>What clients on this machine may want to reach.</summary>
internal sealed record PublicAddresses(
    EndpointReference QueryApi, EndpointReference Ingest, IResourceWithConnectionString Index, IResourceWithConnectionString RabbitMq);
