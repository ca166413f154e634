using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loader.Rehearsal.Nameless;

/// <summary>
/// Writes the enriched event that the tag answers with: the caller's fields, its own ids before theirs, and what it knows of user and session. Modelled as
/// far as a sender can care: attribution, device and page fields that the tag copies into user and session are not repeated here.
/// </summary>
internal ref struct NamelessEcho
{
    private readonly Utf8JsonWriter json;
    private readonly NamelessBody body;
    private readonly ReadOnlySpan<char> client;
    private readonly ReadOnlySpan<char> session;

    public NamelessEcho(Utf8JsonWriter json, in NamelessBody body, ReadOnlySpan<char> client, ReadOnlySpan<char> session)
    {
        this.json = json;
        this.body = body;
        this.client = client;
        this.session = session;
    }

    /// <param name="standing">Where the event stands; null: it was refused as an orphan, before the tag knew.</param>
    /// <param name="version">Whose fields.</param>
    /// <param name="now">The tag's clock.</param>
    /// <param name="contentLength">What Content-Length said; null: nothing.</param>
    public readonly void Write(NamelessStanding? standing, TagVersion version, DateTimeOffset now, long? contentLength)
    {
        json.WriteStartObject();
        for (var column = NamelessColumn.PageDate; column < NamelessColumn.None; column++)
        {
            if (IsReplaced(column, version) || !body[column].Exists) continue;
            json.WritePropertyName(column.Utf8());
            json.WriteRawValue(body.Raw(body[column]), skipInputValidation: true);
        }

        for (var i = 0; i < body.OtherCount; i++)
        {
            var (name, value) = body.Other(i);
            json.WritePropertyName(body.Text(name with { Kind = JsonTokenType.String }));
            json.WriteRawValue(body.Raw(value), skipInputValidation: true);
        }

        json.WriteString("client_id"u8, client);
        json.WriteString("session_id"u8, session);
        WriteIds(version);
        WriteStanding(standing, version);
        WriteOrigin(version, now, contentLength);
        json.WriteEndObject();
    }

    private static bool IsReplaced(NamelessColumn column, TagVersion version) => column switch
    {
        NamelessColumn.ClientId or NamelessColumn.SessionId or NamelessColumn.EventId or NamelessColumn.UserData or NamelessColumn.SessionData
            or NamelessColumn.EventData => true,
        NamelessColumn.PageId or NamelessColumn.GtmData or NamelessColumn.UserDate or NamelessColumn.SessionDate => version == TagVersion.Tag202606,
        NamelessColumn.ProcessingEventTimestamp or NamelessColumn.ContentLength => version != TagVersion.Tag202606,
        _ => false,
    };

    private readonly void WriteIds(TagVersion version)
    {
        WritePrefixed("event_id"u8, body.Text(NamelessColumn.EventId));
        if (version == TagVersion.Tag202606) WritePrefixed("page_id"u8, body.Text(NamelessColumn.PageId));
        json.WriteStartObject("event_data"u8);
        if (version == TagVersion.Tag202606) WriteInside(NamelessColumn.EventData, NamelessValue.IsPlace);
        else
        {
            WriteInside(NamelessColumn.EventData, static name => NamelessValue.IsPlace(name) || name.SequenceEqual("page_id"u8));
            WritePrefixed("page_id"u8, body.Text(body.PageIdInside));
        }

        json.WriteEndObject();
    }

    private readonly void WritePrefixed(ReadOnlySpan<byte> name, ReadOnlySpan<byte> id)
    {
        const int fits = 512;
        var most = Encoding.UTF8.GetMaxByteCount(session.Length) + 1 + id.Length;
        var whole = most <= fits ? stackalloc byte[fits] : new byte[most];
        var length = Encoding.UTF8.GetBytes(session, whole);
        whole[length++] = (byte)'-';
        id.CopyTo(whole[length..]);
        json.WriteString(name, whole[..(length + id.Length)]);
    }

    private readonly void WriteStanding(NamelessStanding? known, TagVersion version)
    {
        var standing = known ?? default;
        if (known is not null && version == TagVersion.Tag202606)
        {
            WriteDate("user_date"u8, standing.UserDate);
            WriteDate("session_date"u8, standing.SessionDate);
        }

        json.WriteStartObject("user_data"u8);
        WriteInside(NamelessColumn.UserData, static name => name.StartsWith("user_"u8) && name.EndsWith("_session_timestamp"u8));
        if (known is not null)
        {
            json.WriteNumber("user_first_session_timestamp"u8, standing.FirstSession);
            json.WriteNumber("user_last_session_timestamp"u8, standing.LastSession);
        }

        json.WriteEndObject();
        json.WriteStartObject("session_data"u8);
        WriteInside(
            NamelessColumn.SessionData,
            static name => name.SequenceEqual("session_number"u8) || (name.StartsWith("session_"u8) && name.EndsWith("_timestamp"u8)));
        if (known is not null)
        {
            json.WriteNumber("session_number"u8, standing.SessionNumber);
            json.WriteNumber("session_start_timestamp"u8, standing.SessionStart);
            json.WriteNumber("session_end_timestamp"u8, standing.SessionEnd);
        }

        json.WriteEndObject();
    }

    private readonly void WriteOrigin(TagVersion version, DateTimeOffset now, long? contentLength)
    {
        if (version == TagVersion.Tag202606)
        {
            json.WriteStartObject("gtm_data"u8);
            WriteInside(
                NamelessColumn.GtmData,
                static name => name.StartsWith("ss_"u8) || name.SequenceEqual("processing_event_timestamp"u8) || name.SequenceEqual("content_length"u8));
            json.WriteString("ss_container_id"u8, "GTM-REHEARSAL"u8);
        }

        json.WriteNumber("processing_event_timestamp"u8, now.ToUnixTimeMilliseconds());
        if (contentLength is { } length) json.WriteNumber("content_length"u8, length);
        else json.WriteNull("content_length"u8);
        if (version == TagVersion.Tag202606) json.WriteEndObject();
    }

    private readonly void WriteDate(ReadOnlySpan<byte> name, int day)
    {
        if (day < 0) json.WriteNull(name);
        else json.WriteString(name, DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>The caller's own keys of an object, without those that the tag writes.</summary>
    private readonly void WriteInside(NamelessColumn column, Func<ReadOnlySpan<byte>, bool> isTheTags)
    {
        if (body[column].Kind != JsonTokenType.StartObject) return;
        var raw = body.Raw(body[column]);
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var skip = isTheTags(reader.ValueSpan);
            if (!skip)
            {
                if (reader.ValueIsEscaped) json.WritePropertyName(reader.GetString()!);
                else json.WritePropertyName(reader.ValueSpan);
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!skip) json.WriteRawValue(raw[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }
}
