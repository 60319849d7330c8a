using System.Net;
using System.Net.Sockets;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Resolves a host once, checks every address and says which one git must use.</summary>
internal sealed class HostResolver(
    IOptions<IngestOptions> options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, GitCredentials? credentials = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>What git needs to reach the remote and nothing else: the checked addresses, and its credential.</summary>
    /// <exception cref="GitException">The host is unknown or refused, or its credential is incomplete.</exception>
    public async Task<GitAccess> AccessAsync(GitRemote remote, CancellationToken cancellationToken) =>
        GitAccess.Https(await PinAsync(new Uri(remote.Url), cancellationToken), credentials?.Find(remote));

    /// <summary>Value of <c>http.curloptResolve</c> that pins the checked addresses.</summary>
    /// <exception cref="GitException">The host is unknown, or one of its addresses is not public.</exception>
    public async Task<string> PinAsync(Uri url, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await _resolve(url.IdnHost, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new GitException(GitFailure.Unreachable,
                $"{url} is unreachable: the host '{url.IdnHost}' cannot be resolved ({exception.SocketErrorCode}). Remedy: check the spelling, and that this machine resolves names.", exception);
        }

        catch (ArgumentException exception)
        {
            // 0.0.0.0 and ::, in any spelling, and names that are too long.
            throw new GitException(GitFailure.InvalidUrl, $"{url} cannot be asked: '{url.IdnHost}' is no host's name or address. Remedy: check the spelling.", exception);
        }

        if (addresses.Length == 0)
        {
            throw new GitException(GitFailure.Unreachable, $"{url} is unreachable: the host '{url.IdnHost}' has no address. Remedy: check the spelling.");
        }

        // SECURITY: one refused address refuses the host: an attacker's name may answer with a public and a private one.
        if (!options.Value.AllowPrivateAddresses && addresses.FirstOrDefault(a => !AddressGuard.IsPublic(a)) is { } refused)
        {
            throw new GitException(GitFailure.InvalidUrl,
                $"{url} is refused: '{url.IdnHost}' has the address {refused}, which is not public. Remedy: give a public URL, or let the operator set Julie:Ingest:AllowPrivateAddresses to true.");
        }

        // SECURITY: git would resolve again and could be given another address (DNS rebinding), so the checked ones are pinned.
        return $"{url.IdnHost}:{url.Port}:{string.Join(',', addresses.Select(Literal))}";
    }

    private static string Literal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{new IPAddress(address.GetAddressBytes())}]" : address.ToString();
}
