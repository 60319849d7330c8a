using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Julie.Client;

/// <summary>Sends requests, waits where the service asks for it, and tells the kinds of failure apart.</summary>
internal sealed class Wire(HttpClient http, JulieClientOptions options)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private Uri Address => http.BaseAddress ?? throw new InvalidOperationException("The HttpClient has no BaseAddress: set it to the address of Julie.");

    public async Task<Answer<T>> SendAsync<T>(Func<HttpRequestMessage> create, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        string body = await SendAsync(create, cancellationToken).ConfigureAwait(false);
        return new Answer<T>(Read(body, type), body);
    }

    public async Task<string> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await OpenAsync(create, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An answer of success; its content may still be on its way.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        TimeSpan left = options.LongestPause;
        while (true)
        {
            HttpResponseMessage response = await AskAsync(create, completion, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                // Refused before anything was done: sending it again repeats nothing, whatever the method.
                if (response.StatusCode != HttpStatusCode.TooManyRequests || Pause(response) is not { } pause || pause > left)
                {
                    throw await ProblemAsync(response, cancellationToken).ConfigureAwait(false);
                }

                left -= pause;
                await Task.Delay(pause, options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public T Read<T>(string body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw NotJulie();
        }
        catch (JsonException e)
        {
            throw NotJulie(e);
        }
    }

    public JulieAnswerException NotJulie(Exception? inner = null) => new($"{Address} answered, but not as Julie does", Address, inner);

    public JulieUnreachableException Broken(Exception inner) => new($"Cannot reach {Address}: {inner.Message}", Address, inner);

    private async Task<HttpResponseMessage> AskAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = create();
        try
        {
            return await http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Broken(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JulieUnreachableException(string.Create(CultureInfo.InvariantCulture, $"No answer from {Address} in {http.Timeout.TotalSeconds:0} s"), Address, e) { TimedOut = true };
        }
    }

    private TimeSpan? Pause(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Max(delta, ShortestPause),
        { Date: { } date } => Max(date - options.Time.GetUtcNow(), ShortestPause),
        _ => null,
    };

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private async Task<JulieProblemException> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ProblemBody? problem = await ReadProblemAsync(response.Content, cancellationToken).ConfigureAwait(false);
        AuthenticationHeaderValue? sent = response.RequestMessage?.Headers.Authorization ?? http.DefaultRequestHeaders.Authorization;
        return new JulieProblemException((int)response.StatusCode, Address)
        {
            Type = problem?.Type,
            Title = problem?.Title,
            Detail = problem?.Detail,
            Position = problem?.Position,
            Length = problem?.Length,
            TraceId = problem?.TraceId,
            RetryAfter = Pause(response),
            HadKey = sent is not null,
        };
    }

    // A proxy's page is no problem details; its status still says something.
    private static async Task<ProblemBody?> ReadProblemAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), ClientJson.Default.ProblemBody);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
