using System.Text;
using System.Text.Json;

namespace Loader.Rehearsal.Nameless;

/// <summary>Reads what a caller put into user_data and session_data under the tag's own names.</summary>
internal static class NamelessOverrides
{
    /// <summary>The event as the memory sees it.</summary>
    public static NamelessArrival Arrival(in NamelessBody body, in NamelessIds ids, bool opensSession)
    {
        var arrival = new NamelessArrival(
            Fingerprint.Of(ids.Client),
            Fingerprint.Of(ids.Session),
            opensSession,
            body.Number(NamelessColumn.EventTimestamp),
            NamelessDate.Day(body.Text(NamelessColumn.EventDate)));
        if (!opensSession) return arrival;
        Read(body, NamelessColumn.UserData, ref arrival);
        Read(body, NamelessColumn.SessionData, ref arrival);
        return arrival;
    }

    private static void Read(in NamelessBody body, NamelessColumn column, ref NamelessArrival arrival)
    {
        if (body[column] is not { Kind: JsonTokenType.StartObject, IsEmpty: false }) return;
        var reader = new Utf8JsonReader(body.Raw(body[column]));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader;
            reader.Read();
            if (column == NamelessColumn.SessionData && key.ValueTextEquals("session_id"u8) && reader.TokenType == JsonTokenType.String)
            {
                arrival = arrival with { SessionOverride = Fingerprint.Of(Encoding.UTF8.GetBytes(reader.GetString()!)) };
            }
            else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                arrival = With(arrival, column, in key, number);
            }

            reader.Skip();
        }
    }

    private static NamelessArrival With(in NamelessArrival arrival, NamelessColumn column, in Utf8JsonReader key, long number) => column switch
    {
        NamelessColumn.UserData when key.ValueTextEquals("user_first_session_timestamp"u8) => arrival with { FirstSessionOverride = number },
        NamelessColumn.UserData when key.ValueTextEquals("user_last_session_timestamp"u8) => arrival with { LastSessionOverride = number },
        NamelessColumn.SessionData when key.ValueTextEquals("session_number"u8) => arrival with { SessionNumberOverride = number },
        NamelessColumn.SessionData when key.ValueTextEquals("session_end_timestamp"u8) => arrival with { SessionEndOverride = number },
        _ => arrival,
    };
}
