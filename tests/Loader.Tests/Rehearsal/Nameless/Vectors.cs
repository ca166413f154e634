using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Rehearsal.Nameless;

/// <summary>The recorded requests and answers of the real tag.</summary>
internal static class Vectors
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "..", "vectors.json")));

    public static IEnumerable<JsonElement> All => Document.RootElement.GetProperty("vectors").EnumerateArray();

    public static JsonElement Find(string id) => All.Single(vector => vector.GetProperty("id").GetString() == id);

    public static JsonElement Prelude(string name) => Document.RootElement.GetProperty("preludes").GetProperty(name);

    /// <summary>The tag as the recording had it configured, with the vector's own changes.</summary>
    public static NamelessTag TagOf(JsonElement vector) => new()
    {
        AuthorizedDomains = ["example.com"],
        ApiKey = vector.TryGetProperty("config", out var config) && !config.GetProperty("add_api_key").GetBoolean() ? null : "test-key",
    };

    public static HttpRequestMessage Request(JsonElement recorded)
    {
        var request = new HttpRequestMessage(
            new(recorded.GetProperty("method").GetString()!), new Uri(recorded.GetProperty("path").GetString()!, UriKind.Relative));
        var body = recorded.TryGetProperty("json", out var json) ? json.GetRawText() : "";
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var header in recorded.GetProperty("headers").EnumerateObject())
        {
            var target = header.NameEquals("Content-Type") ? request.Content.Headers : (System.Net.Http.Headers.HttpHeaders)request.Headers;
            target.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }

        return request;
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
