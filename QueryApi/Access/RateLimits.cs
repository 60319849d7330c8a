using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Julie.Contracts.Api;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Access;

/// <summary>How much one caller may ask, so that the others are undisturbed. Each process counts for itself.</summary>
internal sealed class RateLimits(IOptions<ApiOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    public void Configure(RateLimiterOptions limiter)
    {
        ApiOptions limits = options.Value;
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, ct) => RefuseAsync(context, limits, ct);
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => limits.RequestsPerSecond == 0 ? None : Of(context, caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
            {
                TokenLimit = Math.Max(limits.Burst, limits.RequestsPerSecond), TokensPerPeriod = limits.RequestsPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }))),
            PartitionedRateLimiter.Create<HttpContext, string>(context => limits.ConcurrentRequests == 0 ? None : Of(context, caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => new()
            {
                PermitLimit = limits.ConcurrentRequests,
            }))));
    }

    private static RateLimitPartition<string> None => RateLimitPartition.GetNoLimiter(string.Empty);

    /// <summary>By key or user. Strangers get no further than the sign-in, which is counted by address.</summary>
    private static RateLimitPartition<string> Of(HttpContext context, Func<string, RateLimitPartition<string>> limited) =>
        context.User.ScopesOf().Contains(Scopes.Admin) ? None
        : context.User.PartitionOf() is { } caller ? limited(caller)
        : context.Request.Path.StartsWithSegments("/api") ? limited($"address {Network(context.Connection.RemoteIpAddress)}")
        : None;

    /// <summary>Whoever has one address of IPv6 has a whole network of them.</summary>
    private static IPAddress? Network(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0])
        : address;

    private static async ValueTask RefuseAsync(OnRejectedContext context, ApiOptions limits, CancellationToken ct)
    {
        TimeSpan pause = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        string seconds = Math.Max(1, Math.Ceiling(pause.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        context.HttpContext.Response.Headers.RetryAfter = seconds;
        await context.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context.HttpContext,
            ProblemDetails = new ProblemDetails
            {
                Status = StatusCodes.Status429TooManyRequests,
                Type = ProblemTypes.TooManyRequests,
                Title = "Too many requests",
                Detail = string.Create(CultureInfo.InvariantCulture, $"One caller may send {limits.RequestsPerSecond} requests a second, {limits.Burst} after a pause, and {limits.ConcurrentRequests} at the same time. Try again in {seconds} s."),
            },
        });
    }
}
