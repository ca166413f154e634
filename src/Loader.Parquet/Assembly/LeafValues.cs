using Loader.Parquet.Columns;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>
/// Decoded values of one leaf: a block of places, each with a value or null. Blocks are handed out in slices and then left to
/// whoever holds them; a new block has arrays of its own.
/// </summary>
internal abstract class LeafValues
{
    private bool[]? nulls;

    /// <summary>Places filled in this block.</summary>
    public int Count { get; private set; }

    /// <summary>How many values may well be read in one go.</summary>
    public virtual int Step => int.MaxValue;

    /// <summary>Bytes of the block beyond a fixed number per place.</summary>
    public virtual long OwnBytes => 0;

    private protected int Capacity { get; private set; }

    public abstract void SetDictionary(Page page);

    /// <param name="page">The page.</param>
    /// <param name="present">Values in it that are not null. When there are none the values must not be touched.</param>
    public abstract void StartPage(Page page, int present);

    /// <summary>Begins a block, with the places of the last one from <paramref name="keepFrom"/> on as its first.</summary>
    public void Restart(int keepFrom, int capacity)
    {
        var keep = Count - keepFrom;
        Capacity = Math.Max(capacity, keep);
        var old = nulls;
        nulls = null;
        if (old is not null && old.AsSpan(keepFrom, keep).Contains(true))
        {
            nulls = new bool[Capacity];
            old.AsSpan(keepFrom, keep).CopyTo(nulls);
        }

        RestartValues(keepFrom, keep);
        Count = keep;
    }

    /// <summary>Adds places that all have a value.</summary>
    public void Append(int count)
    {
        Reserve(count);
        Read(Count, count);
        Count += count;
    }

    /// <summary>Adds one place per level; those at the highest level have a value.</summary>
    public void Append(ReadOnlySpan<byte> levels, byte highest)
    {
        var present = levels.Count(highest);
        if (present == levels.Length)
        {
            Append(present);
            return;
        }

        Reserve(levels.Length);
        nulls ??= new bool[Capacity];
        var marks = nulls.AsSpan(Count, levels.Length);
        for (var i = 0; i < levels.Length; i++) marks[i] = levels[i] != highest;
        if (present > 0) Read(Count, present);
        Spread(Count, present, marks);
        Count += levels.Length;
    }

    /// <summary>The first place from <paramref name="from"/> on whose text is not UTF-8, or -1.</summary>
    public virtual int FindBadText(int from) => -1;

    public ColumnVector Slice(Field field, int start, int length) => Slice(field, start, length, nulls);

    /// <summary>Leaves the block to those who hold slices of it, and everything else to the collector.</summary>
    public void Release()
    {
        nulls = null;
        (Count, Capacity) = (0, 0);
        ReleaseValues();
    }

    private protected abstract void RestartValues(int keepFrom, int keep);

    private protected abstract void ResizeValues(int capacity);

    /// <summary>Reads values densely to the places from <paramref name="at"/> on.</summary>
    private protected abstract void Read(int at, int count);

    /// <summary>Moves values that were read densely to their places, the last first.</summary>
    private protected abstract void Spread(int first, int present, ReadOnlySpan<bool> nulls);

    private protected abstract ColumnVector Slice(Field field, int start, int length, bool[]? nulls);

    private protected abstract void ReleaseValues();

    private void Reserve(int count)
    {
        var needed = (long)Count + count;
        if (needed <= Capacity) return;
        Capacity = (int)Math.Min(Array.MaxLength, Math.Max(needed, Capacity * 2L));
        if (nulls is not null) Array.Resize(ref nulls, Capacity);
        ResizeValues(Capacity);
    }
}
