using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>The ids of screen views: UUIDs, or texts that become one.</summary>
internal sealed class ScreenId(ScreenIds how)
{
    private readonly EventUuid uuid = new(EventUuid.NamespaceOf("screen_view"));
    private readonly Dictionary<int, byte[]> rooms = [];

    /// <summary>Checks and converts a row's id; the value is good until the next row.</summary>
    public Problem? Convert(in DataSlot slot, ref Value value)
    {
        if (value.IsNull || (value.Kind == ValueKind.Text && EventUuid.IsUuid(value.Utf8))) return null;
        if (how == ScreenIds.Hashed && value.Kind == ValueKind.Text && !value.Utf8.IsEmpty)
        {
            if (!rooms.TryGetValue(slot.Index, out var room)) rooms[slot.Index] = room = new byte[EventUuid.Length];
            uuid.Write(value.Utf8, room);
            value = Value.OfUtf8(room, 0, room.Length);
            return null;
        }

        return new(
            SnowplowCodes.BadValue,
            $"{slot.Path} '{value}' is not a UUID",
            slot.Place,
            "set screen_ids: hashed or free_text under to.snowplow for ids of another form");
    }

    /// <summary>The same for an id that is the same in every row.</summary>
    public Problem? Convert(in Value value, string path, Place place, out Value converted)
    {
        converted = value;
        var problem = Convert(new DataSlot(-1, DataForm.Uuid, 2, path, place), ref converted);
        converted = converted.Detached();
        return problem;
    }
}
