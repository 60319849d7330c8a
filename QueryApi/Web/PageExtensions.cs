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
        app.Use(static (context, next) =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";

            // answers depend on the key; files are revalidated, so that an update is seen at once
            headers.CacheControl = context.Request.Path.StartsWithSegments("/api") ? "no-store" : "no-cache";
            return next(context);
        });
        app.UseDefaultFiles();
        app.UseStaticFiles();
    }
}
