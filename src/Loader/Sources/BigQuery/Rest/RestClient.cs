using System.Net;
using System.Net.Http.Headers;
using Loader.Sources.Remote;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// BigQuery's REST interface, version 2: signs, asks, and asks again where that may help. No answer is taken for another one: what is not 2xx, cut short or
/// no JSON is an error.
/// </summary>
/// <param name="root">Where it is, up to and with <c>/bigquery/v2/</c>.</param>
/// <param name="tokens">Who signs.</param>
/// <param name="patience">How often and how long a call is tried.</param>
/// <param name="other">Where else it may be, when what answers there is not BigQuery: some emulators serve it without the path. Null: nowhere.</param>
internal sealed class RestClient(Uri root, IAccessTokens tokens, Patience patience, Uri? other = null) : IDisposable
{
    private const string Json = "application/json";

    /// <summary>Google's servers compress only for user agents that say so themselves.</summary>
    private static readonly string UserAgent = $"loader/{typeof(RestClient).Assembly.GetName().Version!.ToString(3)} (gzip)";

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(15),
    });

    private Uri root = root;
    private Uri? other = other;

    public Patience Patience => patience;

    /// <summary>The whole body of the answer.</summary>
    /// <param name="call">What is asked, for errors.</param>
    /// <param name="path">Behind the root, escaped.</param>
    /// <param name="body">JSON to be posted; null: a GET. An empty one posts nothing.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="RestException">It was refused, or not answered often enough.</exception>
    /// <exception cref="SourceException">There are no usable credentials.</exception>
    public async ValueTask<byte[]> AskAsync(RestCall call, string path, byte[]? body, CancellationToken stop)
    {
        using var answer = await AskLargeAsync(call, path, body, stop);
        return answer.Memory.ToArray();
    }

    /// <summary>The same in borrowed memory, which the caller gives back.</summary>
    /// <exception cref="RestException">It was refused, or not answered often enough.</exception>
    /// <exception cref="SourceException">There are no usable credentials.</exception>
    public async ValueTask<AnswerBody> AskLargeAsync(RestCall call, string path, byte[]? body, CancellationToken stop)
    {
        string? refused = null;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, error, cause) = await TryAsync(path, body, refused, stop);
            if (error is null || error.Reason.Length > 0) Found();
            if (error is null) return answer!.Body;
            if (error is { Status: 404 or 405, Reason: "" } && IsElsewhere()) continue;
            var remedy = error.Remedy;

            // A fresh token that is refused too is not an expired one.
            if (remedy == Remedy.SignIn && refused is null && answer?.Token is { } token)
            {
                refused = token;
                continue;
            }

            if (remedy != Remedy.Again || attempt >= patience.Attempts) throw new RestException(error, call, cause);
            await PauseAsync(attempt, answer?.RetryAfter, stop);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>BigQuery has answered: it is here.</summary>
    private void Found() => Volatile.Write(ref other, null);

    /// <summary>Something else has answered: whether there is another place, which is asked from now on.</summary>
    private bool IsElsewhere()
    {
        if (Interlocked.Exchange(ref other, null) is not { } elsewhere) return false;
        root = elsewhere;
        return true;
    }

    private Task PauseAsync(int attempt, TimeSpan? asked, CancellationToken stop) =>
        asked is { } pause ? Task.Delay(pause, patience.Clock, stop) : patience.PauseAsync(attempt, stop);

    private async ValueTask<(Answered? Answer, RestError? Error, Exception? Cause)> TryAsync(string path, byte[]? body, string? refused, CancellationToken stop)
    {
        try
        {
            var answer = await patience.WithoutSilenceAsync(waiting => SendAsync(path, body, refused, waiting), stop);
            if (answer.IsGood) return (answer, null, null);
            using (answer.Body) return (answer, RestError.OfAnswer(answer.Status, answer.Body.Memory), null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            var message = lost.InnerException is { } inner ? $"{lost.Message} {inner.Message}" : lost.Message;
            return (null, new(503, "", message), lost);
        }
    }

    private async ValueTask<Answered> SendAsync(string path, byte[]? body, string? refused, CancellationToken stop)
    {
        var token = await tokens.GetAsync(refused, stop);
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(root, path));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (token.Bearer is { } bearer) request.Headers.Authorization = new("Bearer", bearer);
        if (token.QuotaProject is { } quota) request.Headers.TryAddWithoutValidation("x-goog-user-project", quota);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new(Json) { CharSet = "utf-8" };
        }

        using var answer = await http.SendAsync(request, stop);
        await using var content = await answer.Content.ReadAsStreamAsync(stop);
        return new(answer, await AnswerBody.ReadAsync(content, stop), token.Bearer, patience.Clock);
    }

    /// <summary>An answer that was read to its end.</summary>
    private sealed class Answered(HttpResponseMessage answer, AnswerBody body, string? token, TimeProvider clock)
    {
        private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

        public int Status { get; } = (int)answer.StatusCode;

        public bool IsGood { get; } = answer.IsSuccessStatusCode;

        public AnswerBody Body { get; } = body;

        /// <summary>What it was signed with.</summary>
        public string? Token { get; } = token;

        public TimeSpan? RetryAfter { get; } = Wait(answer.Headers.RetryAfter, clock);

        private static TimeSpan? Wait(RetryConditionHeaderValue? header, TimeProvider clock)
        {
            var pause = header?.Delta ?? (header?.Date - clock.GetUtcNow());
            return pause is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestRetryAfter ? LongestRetryAfter : wait;
        }
    }
}
