namespace Julie.QueryApi.Web;

/// <summary>The search page: plain files, the same for everyone, so they need no key; and the headers of every answer.</summary>
internal static class PageExtensions
{
    // No inline script or style and no other server: a snippet that got through as markup could still do nothing.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UsePage(this WebApplication app)
    {
        // When the answer starts, not now: the exception handler clears what was set before it.
        app.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state => SetHeaders((HttpContext)state), context);
            return next(context);
        });
        app.UseCors();
        app.UseDefaultFiles();
        app.UseStaticFiles();
    }

    private static Task SetHeaders(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        // answers depend on the key; files are revalidated, so that an update is seen at once
        headers.CacheControl = context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/mcp") ? "no-store" : "no-cache";
        return Task.CompletedTask;
    }
}
