using System.Net;
using System.Text;

namespace Loader.Rehearsal.Snowplow;

/// <summary>The parameters of one event as they arrived.</summary>
internal sealed class SnowplowParameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>Bytes of the event's JSON.</summary>
    public long Bytes { get; init; }

    public byte[] Id => Encoding.UTF8.GetBytes(this["eid"] ?? "");

    public string? this[string key]
    {
        get => values.GetValueOrDefault(key);
        set => values[key] = value!;
    }

    /// <summary>A query string, <c>?</c> or not before it.</summary>
    public static SnowplowParameters OfQuery(string query)
    {
        var parameters = new SnowplowParameters();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) parameters[WebUtility.UrlDecode(pair[..at])] = WebUtility.UrlDecode(pair[(at + 1)..]);
        }

        return parameters;
    }
}
