using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>Adds variables just before the resource starts, when everything that it waits for is up.</summary>
internal sealed record EnvironmentAnnotation(Func<Dictionary<string, string?>, CancellationToken, Task> AddAsync) : IResourceAnnotation;
