using System.Globalization;
using Loader.Mappings.Rows;

namespace Loader.Mappings;

/// <summary>One of the events that a row, or a group, became. Void when its mapper or grouper goes on.</summary>
public readonly ref struct MappedEvent
{
    private readonly string? entryName;
    private readonly int number;

    internal MappedEvent(int entry, string? entryName, Value key, ReadOnlySpan<Value> slots, int number)
    {
        Entry = entry;
        this.entryName = entryName;
        Key = key;
        Slots = slots;
        this.number = number;
    }

    /// <summary>Which of <see cref="Mapper.Entries"/> it is.</summary>
    public int Entry { get; }

    /// <summary>
    /// What tells it from the other events of its row: <c>purchase</c>, <c>item/2</c> for the second element of a list; null where a row becomes
    /// one event only.
    /// </summary>
    public string? Name => number == 0 ? entryName : string.Create(CultureInfo.InvariantCulture, $"{entryName}/{number}");

    /// <summary>
    /// What its id is derived from, a text that is not empty: the row's key, or <c>{key}/{name}</c> below <c>events:</c>.
    /// </summary>
    public Value Key { get; }

    /// <summary>The values of its shape.</summary>
    public ReadOnlySpan<Value> Slots { get; }
}
