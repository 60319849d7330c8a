using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <param name="Path">The project file's full path.</param>
internal sealed record ProjectAnnotation(string Path) : IResourceAnnotation;
