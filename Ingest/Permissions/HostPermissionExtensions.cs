using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Julie.Ingest.Permissions;

/// <summary>Registration of this folder.</summary>
internal static class HostPermissionExtensions
{
    public static void AddHostPermissions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HostSourcesOptions>()
            .Bind(builder.Configuration.GetSection(HostSourcesOptions.Section))
            .Validate(sources => !sources.Problems().Any(), string.Join(" ", Bound(builder).Problems()))
            .ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        // SECURITY: redirects are looked at here, because the token goes with them.
        builder.Services.AddHttpClient<HostApi>(http => http.Timeout = TimeSpan.FromSeconds(30))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        builder.Services.AddSingleton<HostQuestions>();
        builder.Services.AddHostedService<HostAccessService>();
    }

    private static HostSourcesOptions Bound(IHostApplicationBuilder builder)
    {
        HostSourcesOptions sources = [];
        builder.Configuration.GetSection(HostSourcesOptions.Section).Bind(sources);
        return sources;
    }
}
