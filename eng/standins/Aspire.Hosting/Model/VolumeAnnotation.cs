using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>The server's data outlives the application.</summary>
internal sealed record VolumeAnnotation(string? Name) : IResourceAnnotation;
