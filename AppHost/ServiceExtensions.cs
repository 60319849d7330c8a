using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Julie.AppHost;

/// <summary>What every service of the product gets.</summary>
internal static class ServiceExtensions
{
    /// <summary>
    /// A service with its health check, the operator's key and the models. Variables that start with <c>Julie__</c> reach it
    /// from the app host's own environment.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService(
        this IDistributedApplicationBuilder builder, string name, string project, JulieHome home) =>
        // Launch profiles are for starting one service by hand; here the endpoints are the app model's.
        builder.AddProject(name, project, options => options.ExcludeLaunchProfile = true)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("JULIE_HOME", home.Path)
            .WithEnvironment("Julie__Auth__LocalAdminKeyFile", home.AdminKeyFile)
            .WithEnvironment("Julie__Embedding__ModelsDirectory", Path.GetFullPath("../models", builder.AppHostDirectory));
}
