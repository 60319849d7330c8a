using Aspire.Hosting.Dashboard.Messages;
using Aspire.Hosting.Model;
using Aspire.Hosting.Running;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting.Dashboard;

/// <summary>An instance as the dashboard wants to see it.</summary>
internal static class ResourceMessage
{
    public static Resource Of(ResourceInstance instance, IReadOnlyList<ResourceInstance> all)
    {
        var status = instance.Status;
        var message = new Resource
        {
            Name = instance.Id,
            DisplayName = instance.Resource.Name,
            Uid = instance.Id,
            ResourceType = instance.ResourceType,
            State = status.State,
            StateStyle = status.Style,
            CreatedAt = instance.CreatedAt.ToTimestamp(),
            StartedAt = status.StartedAt?.ToTimestamp(),
            StoppedAt = status.StoppedAt?.ToTimestamp(),
        };
        message.Environment.Add(status.Environment.Select(v => new EnvironmentVariable { Name = v.Key, Value = v.Value, IsFromSpec = true }));
        message.Urls.Add(instance.Urls().Select(u => new Url
        {
            EndpointName = u.Name,
            FullUrl = u.Url,
            IsInactive = status.IsOver,
            DisplayProperties = new UrlDisplayProperties(),
        }));
        if (!instance.Resource.Annotations.OfType<ChildAnnotation>().Any())
        {
            message.Commands.Add(ResourceCommands.Of(status));
        }

        message.Properties.Add(Properties(instance, status));
        message.Relationships.Add(Relationships(instance, all));
        if (!status.IsOver)
        {
            message.HealthReports.Add(Health(instance, status));
        }

        return message;
    }

    private static IEnumerable<ResourceProperty> Properties(ResourceInstance instance, ResourceStatus status)
    {
        var annotations = instance.Resource.Annotations;
        if (annotations.OfType<ProjectAnnotation>().SingleOrDefault() is { } project)
        {
            yield return Property("project.path", Value.ForString(project.Path));
        }

        if (annotations.OfType<ChildAnnotation>().SingleOrDefault() is { } child)
        {
            yield return Property("resource.parentName", Value.ForString(child.Parent.Name));
        }

        if (status.Executable is { } executable)
        {
            yield return Property("executable.path", Value.ForString(executable));
        }

        if (status.ProcessId is { } processId)
        {
            yield return Property("executable.pid", Value.ForNumber(processId));
        }

        if (status.ExitCode is { } exitCode)
        {
            yield return Property("resource.exitCode", Value.ForNumber(exitCode));
        }
    }

    private static ResourceProperty Property(string name, Value value) => new() { Name = name, Value = value };

    private static IEnumerable<ResourceRelationship> Relationships(ResourceInstance instance, IReadOnlyList<ResourceInstance> all) =>
        (from relationship in instance.Resource.Annotations.OfType<RelationshipAnnotation>()
         from other in all.Where(i => i.Resource == relationship.Other)
         select (Name: other.Resource.Name, relationship.Type)).Distinct()
        .Select(r => new ResourceRelationship { ResourceName = r.Name, Type = r.Type });

    private static HealthReport Health(ResourceInstance instance, ResourceStatus status)
    {
        var report = new HealthReport
        {
            Key = instance.Resource.Name + "_check",
            Description = status.HealthText,
            LastRunAt = status.CheckedAt?.ToTimestamp(),
        };
        if (status.Health is { } health)
        {
            report.Status = health == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy;
        }

        return report;
    }
}
