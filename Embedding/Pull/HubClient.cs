using System.Net.Http.Headers;

namespace Julie.Embedding.Pull;

/// <summary>Requests to the hub, redirects followed by hand.</summary>
internal sealed class HubClient(HttpMessageInvoker http, PullOptions options)
{
    private const int MostRedirects = 10;

    /// <summary>Asks, and follows redirects (a HEAD only on the hub itself); the answer's content is not read yet.</summary>
    public async Task<HubAnswer> SendAsync(
        HttpMethod method, Uri address, RangeHeaderValue? range, RangeConditionHeaderValue? condition, CancellationToken cancellationToken)
    {
        var declared = DeclaredFile.Nothing;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.ParseAdd("julie-models");

            // A compressed answer would have another length and another hash than the file.
            request.Headers.AcceptEncoding.ParseAdd("identity");
            request.Headers.Range = range;
            request.Headers.IfRange = condition;

            // SECURITY: the token goes to the hub itself, never to the storage that the hub redirects to, nor back over plain HTTP.
            if (options.Token is { } token && IsHub(address))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            var response = await http.SendAsync(request, cancellationToken);
            declared = declared.Or(HubHeaders.Read(response));
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return new HubAnswer(response, declared);
            }

            var next = response.Headers.Location is { } location ? new Uri(address, location) : null;
            if (method == HttpMethod.Head && next is not null && !IsHub(next))
            {
                // The storage's address is signed for GET: it would refuse HEAD. The hub has said all that it knows.
                return new HubAnswer(response, declared);
            }

            response.Dispose();
            if (next is null || redirects == MostRedirects || !Allowed(address, next))
            {
                throw new PullException(
                    PullFailure.WrongContent, $"{address} redirects {(next is null ? "nowhere" : redirects == MostRedirects ? "in circles" : $"to {next.Scheme}://{next.Host}")}", "Check the hub's address.");
            }

            address = next;
        }
    }

    private static bool Allowed(Uri from, Uri to) => to.Scheme == "https" || (to.Scheme == "http" && from.Scheme == "http");

    private bool IsHub(Uri address)
        => (address.Scheme, address.Host, address.Port) == (options.Hub.Scheme, options.Hub.Host, options.Hub.Port);
}
