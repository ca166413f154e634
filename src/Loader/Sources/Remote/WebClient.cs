using System.Net;
using System.Net.Http.Headers;
using Loader.Mappings.Findings;

namespace Loader.Sources.Remote;

/// <summary>
/// Asks web servers for objects. Follows a bounded number of redirects and never into the open; own headers go to the first server only. Answers are
/// told apart into those that may come right in a moment (<see cref="IOException"/>) and those that will not (<see cref="SourceException"/>).
/// </summary>
internal sealed class WebClient(
    bool allowHttp,
    IReadOnlyDictionary<string, string> headers,
    Func<CancellationToken, ValueTask<string?>>? token = null) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(15),
    });

    /// <summary>Whether a URL may be asked: https, this machine, or http where the mapping allows it.</summary>
    public static bool MayAsk(Uri url, bool allowHttp) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (allowHttp || url.IsLoopback));

    /// <summary>The URL without user, password, query and fragment, which may be secret.</summary>
    public static string NameOf(Uri url) =>
        url.GetLeftPart(UriPartial.Path).Replace(url.UserInfo.Length > 0 ? url.UserInfo + "@" : "\0", "", StringComparison.Ordinal);

    /// <summary>The answer to a GET, its body not read yet: 2xx, 404, 412 or 416.</summary>
    public async ValueTask<HttpResponseMessage> GetAsync(Uri url, Action<HttpRequestHeaders>? more, CancellationToken stop)
    {
        var at = url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.UserAgent.ParseAdd("loader/" + typeof(WebClient).Assembly.GetName().Version!.ToString(3));
            if (at.GetLeftPart(UriPartial.Authority) == url.GetLeftPart(UriPartial.Authority))
            {
                foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
                if (token is not null && await token(stop) is { } bearer) request.Headers.Authorization = new("Bearer", bearer);
            }

            more?.Invoke(request.Headers);
            var answer = await SendAsync(request, stop);
            if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return Checked(answer, url);
            }

            using (answer)
            {
                var next = answer.Headers.Location is { } location
                    ? new Uri(at, location)
                    : throw Refusal(RemoteCodes.BadAddress, url, "it redirects to nowhere");
                if (redirects == MostRedirects) throw Refusal(RemoteCodes.BadAddress, url, $"it redirects more than {MostRedirects} times");
                if (!MayAsk(next, allowHttp)) throw Refusal(RemoteCodes.BadAddress, url, $"it redirects to {NameOf(next)}, which is not https");
                at = next;
            }
        }
    }

    public void Dispose() => http.Dispose();

    public static SourceException Refusal(FindingCode code, Uri url, string message) => new(new(code, Place.Of(NameOf(url)), $"'{NameOf(url)}': {message}"));

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            return await http.SendAsync(request, stop);
        }
        catch (HttpRequestException failed)
        {
            throw new IOException(failed.InnerException is { } inner ? $"{failed.Message} {inner.Message}" : failed.Message, failed);
        }
    }

    private static HttpResponseMessage Checked(HttpResponseMessage answer, Uri url)
    {
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode || status is 404 or 412 or 416) return answer;
        answer.Dispose();
        if (status is 408 or 429 or >= 500) throw new IOException($"the server answers {status}");
        if (status is 410) throw Refusal(RemoteCodes.NoObject, url, "the server answers 410: it is gone");
        throw Refusal(status is 401 or 403 ? RemoteCodes.NotAllowed : RemoteCodes.NotReached, url, $"the server answers {status}");
    }
}
