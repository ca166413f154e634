using Loader.Parquet.Encodings;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>
/// The levels of a block of entries of one leaf, and where its rows begin. Without lists around the column an entry is a row; a
/// top-level column does not even keep its levels, because they say nothing but what is null.
/// </summary>
internal sealed class LevelBlock(Leaf leaf, bool keeps)
{
    private byte[] repetition = [];
    private byte[] definition = [];
    private int used;
    private int takenStart;
    private int takenCount;

    /// <summary>Entries in the block.</summary>
    public int Count { get; private set; }

    /// <summary>The last row may go on in the next page.</summary>
    public bool HasOpenRow { get; private set; }

    /// <summary>Whether entries and rows are two things.</summary>
    public bool HasLists => leaf.MaxRepetition > 0;

    /// <summary>Levels of the rows taken last. Good until more is read.</summary>
    public LeafSlice Taken => new()
    {
        Repetition = HasLists ? repetition.AsSpan(takenStart, takenCount) : default,
        Definition = keeps && leaf.MaxDefinition > 0 ? definition.AsSpan(takenStart, takenCount) : default,
    };

    public void Clear() => (Count, used, takenStart, takenCount, HasOpenRow) = (0, 0, 0, 0, false);

    /// <summary>Begins a block with the entries that were not taken: those of an open row.</summary>
    public void Restart()
    {
        var kept = Count - used;
        if (kept > 0)
        {
            if (HasLists) repetition.AsSpan(used, kept).CopyTo(repetition);
            definition.AsSpan(used, kept).CopyTo(definition);
        }

        (Count, used) = (kept, 0);
    }

    /// <summary>Reads entries and gives their definition levels, and how many rows they complete.</summary>
    public ReadOnlySpan<byte> Read(ref LevelReader repetitions, ref LevelReader definitions, int count, out int rows)
    {
        rows = HasLists ? ReadRepetition(ref repetitions, count) : count;
        var at = keeps ? Count : 0;
        if (definition.Length < at + count) Array.Resize(ref definition, Math.Max(at + count, definition.Length * 2));
        var levels = definition.AsSpan(at, count);
        definitions.Read(levels);
        if (keeps) Count += count;
        return levels;
    }

    /// <summary>At the end of a chunk the last row is complete: tells whether there was one.</summary>
    public bool CloseRow()
    {
        var wasOpen = HasOpenRow;
        HasOpenRow = false;
        return wasOpen;
    }

    /// <summary>Takes complete rows and tells how many places for values they have.</summary>
    public int Take(int rows)
    {
        if (!keeps) return rows;
        takenStart = used;
        takenCount = HasLists ? EntriesOf(rows) : rows;
        used += takenCount;
        if (!HasLists) return rows;
        var places = 0;
        foreach (var level in definition.AsSpan(takenStart, takenCount)) places += level >= leaf.PlaceDefinition ? 1 : 0;
        return places;
    }

    /// <summary>Which row of the block a place belongs to.</summary>
    public int RowOfPlace(int place)
    {
        if (!HasLists) return place;
        var row = -1;
        for (int i = 0, places = 0; i < Count && places <= place; i++)
        {
            if (repetition[i] == 0) row++;
            if (definition[i] >= leaf.PlaceDefinition) places++;
        }

        return row;
    }

    private int ReadRepetition(ref LevelReader repetitions, int count)
    {
        if (repetition.Length < Count + count) Array.Resize(ref repetition, Math.Max(Count + count, repetition.Length * 2));
        var levels = repetition.AsSpan(Count, count);
        repetitions.Read(levels);
        if (!HasOpenRow && levels[0] != 0)
            throw ParquetException.Damaged($"the chunk begins with repetition level {levels[0]}, within a row");

        // Every row that begins ends the one before.
        var completed = levels.Count((byte)0) - (HasOpenRow ? 0 : 1);
        HasOpenRow = true;
        return completed;
    }

    private int EntriesOf(int rows)
    {
        for (var i = used + 1; i < Count; i++)
        {
            if (repetition[i] == 0 && --rows == 0) return i - used;
        }

        return Count - used;
    }
}
