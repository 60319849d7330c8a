using Aspire.Hosting.ApplicationModel;
using Julie.LocalServers;

namespace Aspire.Hosting.Model;

/// <summary>How a container resource's server is started without a container. Returns once it answers.</summary>
internal sealed record ServerAnnotation(Func<ServerStart, CancellationToken, Task<SupervisedProcess>> StartAsync) : IResourceAnnotation;

/// <param name="DataDirectory">Kept between runs if the resource has a volume, new otherwise.</param>
/// <param name="Port">Of the resource's "tcp" endpoint.</param>
/// <param name="OnOutput">Takes the server's lines.</param>
internal sealed record ServerStart(string DataDirectory, int Port, Action<OutputLine> OnOutput);
