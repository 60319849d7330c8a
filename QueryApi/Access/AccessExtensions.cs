using Julie.Contracts.Api;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Access;

/// <summary>Who may ask what, and how much: limits, other origins, and the endpoints of administrators.</summary>
internal static class AccessExtensions
{
    private static readonly string[] Headers = ["Authorization", "X-Api-Key", "Content-Type", "Mcp-Protocol-Version"];
    private static readonly string[] Shown = ["Retry-After", "Location"];

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<ApiOptions>().Bind(builder.Configuration.GetSection(ApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RateLimits>();
        services.AddSingleton<PatternLimits>();

        // SECURITY: no credentials: another page needs a key of its own and cannot use the one that somebody is signed in with here.
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<ApiOptions>>(static (cors, api) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. api.Value.AllowedOrigins]).WithHeaders(Headers).AllowAnyMethod().WithExposedHeaders(Shown).SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    public static void MapAccess(this RouteGroupBuilder api)
    {
        RouteGroupBuilder admin = api.MapGroup(string.Empty).RequireAuthorization(Scopes.Admin);
        admin.MapGet("/keys", KeyEndpoints.ListAsync).WithSummary("API keys, without their secrets");
        admin.MapPost("/keys", KeyEndpoints.CreateAsync).WithSummary("Make a key; its secret is in this answer only")
            .Produces<IssuedKey>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        admin.MapPost("/keys/{key}/rotate", KeyEndpoints.RotateAsync).WithSummary("Give a key another secret; it is in this answer only")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapDelete("/keys/{key}", KeyEndpoints.RevokeAsync).WithSummary("End a key at once").ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapGet("/grants", GrantEndpoints.ListAsync).WithSummary("Which repositories are granted to whom");
        admin.MapPost("/grants", GrantEndpoints.AddAsync).WithSummary("Grant repositories to a key, a user or a group")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapGet("/grants/hosts", GrantEndpoints.HostsAsync).WithSummary("What hosts say of who may read repositories, where they are asked");
        admin.MapDelete("/grants/{id:long}", GrantEndpoints.RemoveAsync).WithSummary("Take a grant back").ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapGet("/audit", AuditEndpoints.ListAsync).WithSummary("What administrators did, newest first").ProducesProblem(StatusCodes.Status400BadRequest);
    }
}
