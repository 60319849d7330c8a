using Julie.LocalServers;

namespace Aspire.Hosting.Model;

/// <param name="DataDirectory">Kept between runs if the resource has a volume, new otherwise.</param>
/// <param name="Port">Of the resource's "tcp" endpoint.</param>
/// <param name="OnOutput">Takes the server's lines.</param>
internal sealed record ServerStart(string DataDirectory, int Port, Action<OutputLine> OnOutput);
