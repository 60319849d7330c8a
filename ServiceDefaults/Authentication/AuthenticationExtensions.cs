using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Julie.ServiceDefaults.Authentication;

internal static class AuthenticationExtensions
{
    private const string EitherScheme = "KeyOrToken";

    public static void AddCallerAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LocalAdminKey>();
        builder.Services.AddSingleton<CallerAccess>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<OidcOptions>().Bind(builder.Configuration.GetSection(OidcOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var tokens = !string.IsNullOrWhiteSpace(builder.Configuration[$"{OidcOptions.Section}:{nameof(OidcOptions.Authority)}"]);
        var authentication = builder.Services.AddAuthentication(EitherScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddPolicyScheme(EitherScheme, displayName: null, either =>
            {
                either.ForwardDefaultSelector = context => tokens && OidcTokens.IsCarriedBy(context.Request) ? OidcTokens.SchemeName : ApiKeyHandler.SchemeName;
                // One place says no, as problem details.
                either.ForwardChallenge = ApiKeyHandler.SchemeName;
                either.ForwardForbid = ApiKeyHandler.SchemeName;
            });
        if (tokens)
        {
            builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, OidcTokens>();
            authentication.AddJwtBearer(OidcTokens.SchemeName, configureOptions: null!);
        }

        // SECURITY: an endpoint that forgets to ask for a scope still asks for a valid key or token.
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Scopes.Search, policy => policy.RequireClaim(CallerClaims.Scope, Scopes.Search, Scopes.Admin))
            .AddPolicy(Scopes.Ingest, policy => policy.RequireClaim(CallerClaims.Scope, Scopes.Ingest, Scopes.Admin))
            .AddPolicy(Scopes.Admin, policy => policy.RequireClaim(CallerClaims.Scope, Scopes.Admin));
    }
}
