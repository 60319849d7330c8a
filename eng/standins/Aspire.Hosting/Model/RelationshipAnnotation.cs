using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>What the dashboard's graph draws: "Reference", "WaitFor" or "Parent".</summary>
internal sealed record RelationshipAnnotation(IResource Other, string Type) : IResourceAnnotation;
