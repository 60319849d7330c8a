using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>How a container resource's server is started without a container. Returns once it answers.</summary>
internal sealed record ServerAnnotation(Func<ServerStart, CancellationToken, Task<StartedServer>> StartAsync) : IResourceAnnotation;
