using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Julie.ServiceDefaults.Authentication;

internal static class AuthenticationExtensions
{
    public static void AddApiKeyAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiKeyStore>();
        builder.Services.AddSingleton<LocalAdminKey>();
        builder.Services.AddSingleton<CallerAccess>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null);

        // SECURITY: an endpoint that forgets to ask for a scope still asks for a valid key.
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Scopes.Search, policy => policy.RequireClaim(Scopes.ClaimType, Scopes.Search, Scopes.Admin))
            .AddPolicy(Scopes.Ingest, policy => policy.RequireClaim(Scopes.ClaimType, Scopes.Ingest, Scopes.Admin))
            .AddPolicy(Scopes.Admin, policy => policy.RequireClaim(Scopes.ClaimType, Scopes.Admin));
    }
}
