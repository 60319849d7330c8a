using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

internal sealed record WaitAnnotation(IResource Dependency) : IResourceAnnotation;
