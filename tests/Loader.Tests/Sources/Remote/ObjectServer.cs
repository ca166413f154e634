using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Loader.Tests.Sources.Remote;

/// <summary>
/// Objects on 127.0.0.1 in three forms: plain files (RFC 9110), S3 (ListObjectsV2, GetObject, HeadObject of the Amazon S3 API reference) and the
/// JSON API of Google Cloud Storage. Faults are scripted: the next answers are refused with a status, or their bodies cut.
/// </summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, (byte[] Content, int Version)> objects = new(StringComparer.Ordinal);

    private ObjectServer(WebApplication application) => this.application = application;

    public string Address => application.Urls.Single();

    /// <summary>Statuses that the next requests are answered with instead of what they ask for.</summary>
    public ConcurrentQueue<int> Statuses { get; } = [];

    /// <summary>After how many bytes the next bodies are cut; bodies that are shorter use up nothing.</summary>
    public ConcurrentQueue<int> Cuts { get; } = [];

    /// <summary>Every request: method, path with query, range.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public ConcurrentQueue<string> Authorizations { get; } = [];

    /// <summary>How many keys a page of a listing has.</summary>
    public int PageSize { get; set; } = 1000;

    public bool GivesRanges { get; set; } = true;

    public bool GivesVersions { get; set; } = true;

    public static async Task<ObjectServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ObjectServer(builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    public void Put(string key, byte[] content) =>
        objects.AddOrUpdate(key, (content, 1), (_, old) => old.Content.AsSpan().SequenceEqual(content) ? old : (content, old.Version + 1));

    public void Delete(string key) => objects.TryRemove(key, out _);

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString} {request.Headers.Range}".TrimEnd());
        if (request.Headers.Authorization.Count > 0) Authorizations.Enqueue(request.Headers.Authorization.ToString());
        var path = request.Path.Value!.TrimStart('/');
        if (Statuses.TryDequeue(out var status)) response.StatusCode = status;
        else if (path.StartsWith("redirect/", StringComparison.Ordinal)) response.Redirect(Uri.UnescapeDataString(path["redirect/".Length..]));
        else if (path.StartsWith("storage/v1/b/", StringComparison.Ordinal)) await GoogleAsync(path["storage/v1/b/".Length..], request, response);
        else if (request.Query["list-type"] == "2") await response.WriteAsync(AmazonPage(path.TrimEnd('/'), request, response));
        else await GiveAsync(path, request, response);
    }

    private async Task GoogleAsync(string path, HttpRequest request, HttpResponse response)
    {
        var parts = path.Split("/o/");
        if (parts.Length == 1)
        {
            var (names, next) = Page(parts[0].Split('/')[0], request.Query["prefix"].ToString(), request.Query["pageToken"].ToString());
            await response.WriteAsync(JsonSerializer.Serialize(new { items = names.Select(name => new { name }), nextPageToken = next }));
            return;
        }

        var key = parts[0] + "/" + Uri.UnescapeDataString(parts[1]);
        if (request.Query["alt"] == "media"
            && objects.TryGetValue(key, out var now)
            && request.Query["generation"] != now.Version.ToString(CultureInfo.InvariantCulture)) response.StatusCode = 404;
        else if (request.Query["alt"] == "media") await GiveAsync(key, request, response);
        else if (!objects.TryGetValue(key, out var found)) response.StatusCode = 404;
        else
            await response.WriteAsync(
                JsonSerializer.Serialize(
                    new { generation = found.Version.ToString(CultureInfo.InvariantCulture), size = found.Content.Length.ToString(CultureInfo.InvariantCulture) }));
    }

    private string AmazonPage(string bucket, HttpRequest request, HttpResponse response)
    {
        var (names, next) = Page(bucket, request.Query["prefix"].ToString(), request.Query["continuation-token"].ToString());
        response.ContentType = "application/xml";
        var contents = string.Concat(names.Select(name => $"<Contents><Key>{SecurityElement.Escape(name)}</Key><Size>1</Size></Contents>"));
        return $"<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>{contents}"
            + (next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>") + "</ListBucketResult>";
    }

    private (List<string> Names, string? Next) Page(string bucket, string prefix, string from)
    {
        var start = from.Length == 0 ? 0 : int.Parse(from, CultureInfo.InvariantCulture);
        var all = objects.Keys
            .Where(key => key.StartsWith(bucket + "/" + prefix, StringComparison.Ordinal))
            .Select(key => key[(bucket.Length + 1)..])
            .Order(StringComparer.Ordinal)
            .ToList();
        return (all.Skip(start).Take(PageSize).ToList(), start + PageSize < all.Count ? (start + PageSize).ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task GiveAsync(string key, HttpRequest request, HttpResponse response)
    {
        if (!objects.TryGetValue(key, out var found))
        {
            response.StatusCode = 404;
            return;
        }

        var tag = $"\"v{found.Version}\"";
        if (request.Headers.IfMatch.Count > 0 && request.Headers.IfMatch != tag)
        {
            response.StatusCode = 412;
            return;
        }

        var (first, last) = (0, found.Content.Length - 1);
        if (GivesRanges && RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range))
        {
            (first, last) = ((int)range.Ranges.First().From!.Value, (int)Math.Min(range.Ranges.First().To ?? last, last));
            response.StatusCode = first > last ? 416 : 206;
            response.Headers.ContentRange = first > last ? $"bytes */{found.Content.Length}" : $"bytes {first}-{last}/{found.Content.Length}";
            if (first > last) return;
        }

        if (GivesVersions) response.Headers.ETag = tag;
        var body = found.Content.AsMemory(first, last - first + 1);
        response.ContentLength = body.Length;
        if (request.Method == "HEAD") return;
        if (Cuts.TryPeek(out var cut) && cut < body.Length && Cuts.TryDequeue(out _))
        {
            await response.Body.WriteAsync(body[..cut]);
            await response.Body.FlushAsync();
            response.HttpContext.Abort();
            return;
        }

        await response.Body.WriteAsync(body);
    }
}
