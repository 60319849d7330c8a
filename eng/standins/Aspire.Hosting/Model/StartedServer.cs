using Julie.LocalServers;

namespace Aspire.Hosting.Model;

/// <param name="Process">Answers already.</param>
/// <param name="Executable">What the dashboard names as its source.</param>
internal sealed record StartedServer(SupervisedProcess Process, string Executable);
