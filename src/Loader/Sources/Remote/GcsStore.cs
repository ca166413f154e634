using System.Globalization;
using System.Net;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Loader.Mappings.Findings;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>Buckets of Google Cloud Storage through its JSON API (cloud.google.com/storage/docs/json_api). An object's version is its generation.</summary>
internal sealed class GcsStore(string? endpoint, bool isAnonymous) : IRemoteStore
{
    private const string Google = "https://storage.googleapis.com";
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_only";
    private WebClient? client;
    private GoogleCredential? credential;

    private WebClient Client => client ??= new(
        allowHttp: false, new Dictionary<string, string>(StringComparer.Ordinal), endpoint is null && !isAnonymous ? TokenAsync : null);

    public async ValueTask<Listing> ListAsync(string path, CancellationToken stop)
    {
        var bucket = new BucketPath(path);
        if (!bucket.IsPattern) return Listing.One(path);
        var names = new List<string>();
        string? page = null;
        do
        {
            var url =
                Address(
                    $"b/{Uri.EscapeDataString(bucket.Bucket)}/o?fields=items(name),nextPageToken&prefix={Uri.EscapeDataString(bucket.Prefix)}{(page is null ? "" : "&pageToken=" + Uri.EscapeDataString(page))}");
            using var answer = await Client.GetAsync(url, null, stop);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                throw new SourceException(new(RemoteCodes.NoObject, Place.Of(path), $"there is no bucket '{bucket.Bucket}'"));
            using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
            if (json.RootElement.TryGetProperty("items", out var items))
                names.AddRange(items.EnumerateArray().Select(item => item.GetProperty("name").GetString()!).Where(bucket.Fits));
            page = json.RootElement.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
        while (page is not null);

        names.Sort(StringComparer.Ordinal);
        return new([.. names.Select(bucket.PlaceOf)], IsPattern: true);
    }

    public async ValueTask<RemoteObject?> LookAsync(string place, CancellationToken stop)
    {
        var path = new BucketPath(place);
        return await AskAsync(path, stop) is var (generation, size)
            ? new GcsObject(this, path) { Name = place, Length = size, Version = generation, HasRanges = true }
            : null;
    }

    private Uri Address(string rest)
    {
        var at = new Uri((endpoint ?? Google).TrimEnd('/') + "/storage/v1/" + rest);
        return WebClient.MayAsk(at, allowHttp: false) ? at : throw new FormatException("gcs_endpoint is an https:// address");
    }

    private Uri AddressOf(BucketPath path, string query) => Address($"b/{Uri.EscapeDataString(path.Bucket)}/o/{Uri.EscapeDataString(path.Key)}?{query}");

    private async ValueTask<(string Generation, long Size)?> AskAsync(BucketPath path, CancellationToken stop)
    {
        using var answer = await Client.GetAsync(AddressOf(path, "fields=generation,size"), null, stop);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);

        // 64-bit numbers are texts in Google's JSON.
        return (json.RootElement.GetProperty("generation").GetString()!, long.Parse(
            json.RootElement.GetProperty("size").GetString()!,
            CultureInfo.InvariantCulture));
    }

    private async ValueTask<string?> TokenAsync(CancellationToken stop)
    {
        try
        {
            credential ??= (await GoogleCredential.GetApplicationDefaultAsync(stop)).CreateScoped(Scope);
            return await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, stop);
        }
        catch (InvalidOperationException none)
        {
            throw new SourceException(
                new(RemoteCodes.NotAllowed, Place.Of("gs://"), $"no Google credentials: {none.Message}", "public objects: gcs_anonymous: true"), none);
        }
    }

    private sealed class GcsObject(GcsStore store, BucketPath path) : RemoteObject
    {
        public override async ValueTask<Stream> OpenAsync(long offset, long? count, CancellationToken stop)
        {
            // A generation that was replaced is not found, or still there in buckets that keep versions: never another one.
            var answer = await store.Client.GetAsync(
                store.AddressOf(
                    path,
                    $"alt=media&generation={Version}&ifGenerationMatch={Version}"), headers => headers.Range = new(offset, count is { } most ? offset + most - 1 : null), stop);
            if (answer.StatusCode == HttpStatusCode.PartialContent || (answer.IsSuccessStatusCode && offset == 0))
                return await answer.Content.ReadAsStreamAsync(stop);
            using (answer) throw new SourceException(new(InputCodes.Changed, Place.Of(Name), $"'{Name}' changed after it was looked at"));
        }

        public override async ValueTask<string?> AskVersionAsync(CancellationToken stop) => (await store.AskAsync(path, stop))?.Generation;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
