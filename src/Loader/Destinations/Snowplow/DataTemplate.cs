using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>The data of self-describing JSON: its constants rendered, its slots checked and converted. One owner, one thread.</summary>
/// <param name="node">The data's shape after conversion of its names and constants.</param>
/// <param name="slots">Its slots.</param>
/// <param name="slotCount">How many values a row fills.</param>
/// <param name="forms">Checks and converts.</param>
/// <param name="screenIds">What is done with ids of screen views.</param>
/// <param name="eventId">Writes the event's id before this; its id fills the slot behind the row's.</param>
/// <param name="keepNulls">Whether null is written.</param>
internal sealed class DataTemplate(
    ShapeNode node, DataSlot[] slots, int slotCount, DataForms forms, ScreenIds screenIds, EventIdPart eventId, bool keepNulls)
{
    private readonly JsonTemplate template = JsonTemplate.Of(node, keepNulls);
    private readonly Value[] converted = new Value[slotCount + 1];
    private readonly int? whole = (node as ShapeSlot)?.Index;
    private readonly ScreenId ids = new(screenIds);

    /// <summary>Whether a row brings the data whole and has none.</summary>
    public bool IsAbsent(ReadOnlySpan<Value> values) => whole is { } index && values[index].IsNull;

    public Problem? Write(ReadOnlySpan<Value> values, ArrayBufferWriter<byte> output)
    {
        values.CopyTo(converted);
        converted[slotCount] = eventId.Current;
        foreach (var slot in slots)
        {
            if (Convert(slot, ref converted[slot.Index]) is { } wrong) return wrong;
        }

        template.Write(converted, output);
        return null;
    }

    private Problem? Convert(in DataSlot slot, ref Value value)
    {
        if (slot.Index == whole && value.Kind is not (ValueKind.Null or ValueKind.Object))
        {
            return new(SnowplowCodes.WrongType, $"{slot.Path} is {ValueWords.Of(value.Kind)}, not an object", slot.Place);
        }

        switch (slot.Form)
        {
            case DataForm.UuidOrEventId when value.IsNull:
                value = eventId.Current;
                return null;
            case DataForm.Uuid or DataForm.UuidOrEventId:
                return ids.Convert(slot, ref value);
            case DataForm.Latitude or DataForm.Longitude or DataForm.Text when value.IsNull:
                if (slot.IsOptional) return null;
                return slot.Form == DataForm.Text
                    ? new(SnowplowCodes.MissingField, $"{slot.Path} is empty", slot.Place, "skip or reject such rows, or give a default")
                    : new(SnowplowCodes.BadSuffix, $"{slot.Path} is empty", slot.Place, "leave both out: = if(latitude == null, null, [latitude, longitude])");
            default:
                return forms.Convert(slot.Form, value, slot.Level, slot.Path, slot.Place, out value);
        }
    }
}

/// <summary>A slot inside of data.</summary>
/// <param name="Index">Which.</param>
/// <param name="Form">What it has to be.</param>
/// <param name="Level">How deep it stands.</param>
/// <param name="Path">Its name for people.</param>
/// <param name="Place">Where the mapping gives it.</param>
/// <param name="IsOptional">Whether a row may leave it empty.</param>
internal readonly record struct DataSlot(int Index, DataForm Form, int Level, string Path, Place Place, bool IsOptional = true);
