using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary><c>https://…</c></summary>
internal sealed class WebKind : IPlaceKind
{
    public bool Knows(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    public IPlaces Configure(Section section) => new RemotePlaces(section, StoreOf(section));

    internal static IRemoteStore StoreOf(Section section)
    {
        var node = section.Node(
            "headers",
            "{ name: ${SECRET} }",
            "Headers for https:// inputs, such as Authorization. Sent to the server of the address only, not where it redirects to.");
        var allowHttp = section.Flag("allow_http", false, "Whether http:// is asked of other machines than this one.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (node is not (null or YamlMap)) section.Wrong("headers", "headers is a map of names and values", null);
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar scalar)
            {
                section.Wrong("headers", $"the header '{entry.Name}' is {entry.Value.Noun}; it should be a single value", null);
            }
            else if (Interpolation.Resolve(scalar, section.Context) is { } value)
            {
                section.Context.Secrets.Add(value);
                headers[entry.Name] = value;
            }
        }

        return new WebStore(allowHttp, headers, section);
    }

    private sealed class WebStore(bool allowHttp, IReadOnlyDictionary<string, string> headers, Section section) : IRemoteStore
    {
        private WebClient? client;

        public ValueTask<Listing> ListAsync(string path, CancellationToken stop) => ValueTask.FromResult(Listing.One(path));

        public async ValueTask<RemoteObject?> LookAsync(string place, CancellationToken stop)
        {
            if (!Uri.TryCreate(place, UriKind.Absolute, out var url)) throw new FormatException("it is not a URL");
            if (url.UserInfo.Length > 0) throw new FormatException("it holds a user; write headers: { Authorization: ${TOKEN} } instead");
            if (!WebClient.MayAsk(url, allowHttp)) throw new FormatException("http:// is not asked of other machines; use https://, or say allow_http: true");

            // What gives the right to read may stand in the query (signed addresses).
            if (url.Query.Length > 1) section.Context.Secrets.Add(url.Query[1..]);
            return await WebObject.LookAsync(url, section.Context.Secrets.Redact(WebClient.NameOf(url)), client ??= new(allowHttp, headers), stop);
        }
    }
}
