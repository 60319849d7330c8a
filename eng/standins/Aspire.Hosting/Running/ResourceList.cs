using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The app model's resources, in the order in which they were added.</summary>
internal sealed class ResourceList : List<IResource>
{
}
