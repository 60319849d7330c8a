using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Julie.ServiceDefaults.Telemetry;

internal static class RequestNames
{
    /// <summary>Names a request's span after its route, <c>GET /api/repositories/{id}</c>: the framework leaves its own type's name there.</summary>
    public static void UseRequestNames(this WebApplication app)
        => app.Use(static (context, next) =>
        {
            if (context.GetEndpoint() is RouteEndpoint route && context.Features.Get<IHttpActivityFeature>() is { } feature)
            {
                feature.Activity.DisplayName = $"{context.Request.Method} {route.RoutePattern.RawText}";
            }

            return next(context);
        });
}
