using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

internal sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;
