using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The page view that opens the session of an event whose session the tag does not know. Made from the event alone and the same each time:
/// its page, its time of page load, its attribution and device; never its own values. Marked by <c>event_data.made_by</c>.
/// </summary>
internal static class OpeningPageView
{
    /// <summary>Deeper than any event; the default would fail on one that the packer wrote.</summary>
    private const int MaxDepth = 1_000;

    /// <summary>Attribution that a page view says explicitly to be unknown (the tag takes it as the first touch).</summary>
    private static readonly string[] Attribution =
        ["source", "campaign", "campaign_id", "campaign_click_id", "campaign_term", "campaign_content"];

    private static readonly string[] Device = ["user_agent", "screen_size", "viewport_size", "hostname"];
    private static readonly string[] DevicePrefixes = ["browser_", "device_", "os_"];

    /// <summary>Body and note of the page view; null when the event is a page view itself.</summary>
    public static (ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Note)? For(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> note)
    {
        using var document = JsonDocument.Parse(body, new() { MaxDepth = MaxDepth });
        var root = document.RootElement;
        if (root.GetProperty(NamelessFields.EventName).ValueEquals(EventNames.PageView)) return null;
        var output = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth }))
        {
            Write(root, note.Span, json);
        }

        return (output.WrittenMemory, RequestNote.AsWebsite(note.Span));
    }

    private static void Write(JsonElement root, ReadOnlySpan<byte> note, Utf8JsonWriter json)
    {
        var pageId = root.GetProperty(NamelessFields.PageId).GetString()!;
        var time = root.GetProperty(NamelessFields.EventTimestamp).GetInt64();
        var load = root.GetProperty(NamelessFields.PageData).GetProperty(PartRules.PageLoadTimestamp).GetInt64();

        // A page that loaded after the event would put the session's start behind it.
        var milliseconds = Math.Min(time, load);
        var day = new ArrayBufferWriter<byte>();
        Mappings.Events.Json.Day(NamelessTimes.DayOf(milliseconds), day);
        var id = new byte[NamelessIds.Length];

        // The cookie names client, session and page, so each page view made gets an id of its own, and always the same.
        new NamelessIds(null).OfRow(note[1..], EventNames.PageView, id);

        json.WriteStartObject();
        json.WriteString(NamelessFields.EventName, EventNames.PageView);
        json.WriteString(NamelessFields.EventOrigin, NamelessOptions.Website);
        json.WriteString(NamelessFields.EventDate, day.WrittenSpan);
        json.WriteNumber(NamelessFields.EventTimestamp, milliseconds);
        json.WriteString(NamelessFields.EventId, pageId + "_" + Encoding.ASCII.GetString(id));
        json.WriteString(NamelessFields.PageId, pageId);
        Copy(root, NamelessFields.PageDate, json);
        Copy(root, NamelessFields.PageData, json);
        json.WritePropertyName(NamelessFields.EventData);
        WriteEventData(root.GetProperty(NamelessFields.EventData), json);
        Copy(root, NamelessFields.UserData, json);
        Copy(root, NamelessFields.SessionData, json);
        Copy(root, NamelessFields.GtmData, json);
        Copy(root, NamelessFields.ConsentData, json);
        json.WriteEndObject();
    }

    private static void WriteEventData(JsonElement eventData, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("event_type", EventNames.PageView);
        json.WriteString("made_by", "loader");
        Copy(eventData, "job_id", json);
        foreach (var name in Attribution)
        {
            if (eventData.TryGetProperty(name, out _)) Copy(eventData, name, json);
            else json.WriteNull(name);
        }

        foreach (var member in eventData.EnumerateObject())
        {
            if (Device.Contains(member.Name, StringComparer.Ordinal)
                || member.Name.StartsWith("original_", StringComparison.Ordinal)
                || Array.Exists(DevicePrefixes, prefix => member.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void Copy(JsonElement from, string name, Utf8JsonWriter json)
    {
        if (!from.TryGetProperty(name, out var value)) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
