using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Sources.Json;

/// <summary>
/// The columns that are wanted, found by the names of members without a dictionary: the next row nearly always has its members in the order of the last.
/// </summary>
internal sealed class JsonLayout
{
    private readonly (byte[] Name, int Place)[] wanted;
    private readonly List<int> order = [];

    public JsonLayout(Schema schema, IReadOnlyList<int> columns)
    {
        Columns = [.. columns];
        wanted = [.. columns.Select((column, place) => (Encoding.UTF8.GetBytes(schema.Columns[column].Name), place))];
    }

    /// <summary>The wanted columns, in the order of their places.</summary>
    public int[] Columns { get; }

    /// <summary>Whether rows say which load rejected them.</summary>
    public bool IsRejected { get; init; }

    /// <summary>The place of a member's column, or -1 when it is not wanted.</summary>
    /// <param name="position">Where the member stands in its object, from 0.</param>
    /// <param name="reader">Stands on the member's name.</param>
    public int PlaceOf(int position, ref System.Text.Json.Utf8JsonReader reader)
    {
        if (position < order.Count && order[position] is >= 0 and var expected && reader.ValueTextEquals(wanted[expected].Name)) return expected;
        var found = -1;
        foreach (var (name, place) in wanted)
        {
            if (!reader.ValueTextEquals(name)) continue;
            found = place;
            break;
        }

        if (position == order.Count) order.Add(found);
        else if (position < order.Count) order[position] = found;
        return found;
    }
}
