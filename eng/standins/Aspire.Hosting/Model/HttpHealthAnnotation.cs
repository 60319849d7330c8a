using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

internal sealed record HttpHealthAnnotation(string EndpointName, string Path, int StatusCode) : IResourceAnnotation;
