using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Loader.Tests.Rehearsal;

/// <summary>A request that the newest tag accepts, to be changed in one place at a time.</summary>
internal sealed class NamelessCall
{
    public const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    public const string StreamingAgent = "Nameless Analytics - Streaming protocol";
    public const string Key = "test-key";
    public const long Noon = 1_704_196_800_000; // 2024-01-02T12:00:00Z

    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Origin"] = "https://shop.example.com" };

    private string method = "POST";
    private string path = "/tm/nameless";
    private byte[]? raw;

    private NamelessCall(JsonObject body) => Body = body;

    public JsonObject Body { get; }

    /// <summary>A page view from the website: opens user and session.</summary>
    public static NamelessCall PageView(string user = "RehearsalUser01", string session = "RehearsalSess01", long at = Noon) =>
        Of("page_view", "Website", user, session, at).Header("User-Agent", Browser);

    /// <summary>A purchase by streaming.</summary>
    public static NamelessCall Purchase(string user = "RehearsalUser01", string session = "RehearsalSess01", long at = Noon + 1000) =>
        Of("purchase", "Streaming protocol", user, session, at).Header("User-Agent", StreamingAgent).Header("X-Api-Key", Key);

    public NamelessCall By(string other)
    {
        method = other;
        return this;
    }

    public NamelessCall To(string other)
    {
        path = other;
        return this;
    }

    /// <summary>These bytes instead of <see cref="Body"/>.</summary>
    public NamelessCall Bytes(string body)
    {
        raw = Encoding.UTF8.GetBytes(body);
        return this;
    }

    public NamelessCall Header(string name, string? value)
    {
        if (value is null) headers.Remove(name);
        else headers[name] = value;
        return this;
    }

    public NamelessCall Cookie(string user, string session, string page = "RehearsalPage01", string prefix = "") =>
        Header("Cookie", $"other=1; {prefix}na_u={user}; {prefix}na_s={user}_{session}-{page}");

    /// <summary>Sets a field from JSON; null removes it. <c>a.b</c> reaches inside.</summary>
    public NamelessCall Field(string field, string? json)
    {
        var names = field.Split('.');
        var target = names.Length == 2 ? Body[names[0]]!.AsObject() : Body;
        if (json is null) target.Remove(names[^1]);
        else target[names[^1]] = JsonNode.Parse(json);
        return this;
    }

    public HttpRequestMessage Request()
    {
        var content = new ByteArrayContent(raw ?? Encoding.UTF8.GetBytes(Body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static NamelessCall Of(string name, string origin, string user, string session, long at)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["event_name"] = name,
            ["event_origin"] = origin,
            ["event_date"] = date,
            ["event_timestamp"] = at,
            ["event_id"] = $"RehearsalPage01_{name}{at}",
            ["page_id"] = "RehearsalPage01",
            ["page_date"] = date,
            ["page_data"] = new JsonObject { ["page_path"] = "/checkout" },
            ["event_data"] = new JsonObject { ["event_type"] = name == "page_view" ? "page_view" : "event", ["source"] = "google" },
            ["user_data"] = new JsonObject(),
            ["session_data"] = new JsonObject(),
            ["gtm_data"] = new JsonObject(),
        };
        return new NamelessCall(body).Cookie(user, session);
    }
}
