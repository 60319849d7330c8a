using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>A part of a server, such as a database: made once its parent is healthy, and as healthy as that from then on.</summary>
internal sealed record ChildAnnotation(IResource Parent, Func<CancellationToken, Task> CreateAsync) : IResourceAnnotation;
