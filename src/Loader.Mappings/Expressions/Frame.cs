using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// What one evaluation after the other works on: the row's cells, memory for the texts it makes, converted columns. One per
/// thread, reused for all its rows; bound trees are shared between threads.
/// </summary>
public sealed class Frame(int cells)
{
    private readonly Value[] converted = new Value[cells];
    private readonly long[] convertedIn = new long[cells];
    private Value[] stack = new Value[16];
    private int used;
    private long row = 1;

    /// <summary>The row's cells, filled by its owner after <see cref="Begin"/>.</summary>
    public Value[] Cells { get; } = new Value[cells];

    public Scratch Scratch { get; } = new();

    /// <summary>The start of the run, what <c>now</c> means.</summary>
    public Value Now { get; set; }

    /// <summary>A new row: texts and converted columns of the last one are void.</summary>
    public void Begin()
    {
        Scratch.Reset();
        row++;
    }

    /// <summary>A column's converted value, computed at most once per row.</summary>
    internal Value Converted(int cell, Node conversion)
    {
        if (convertedIn[cell] != row)
        {
            converted[cell] = conversion.Evaluate(this);
            convertedIn[cell] = row;
        }

        return converted[cell];
    }

    /// <summary>
    /// Room for the arguments of a call; give it back by <see cref="Leave"/>. A span stays good while calls inside take more: a grown
    /// stack is a new array, and the old one is kept by its spans.
    /// </summary>
    internal Span<Value> Enter(int count)
    {
        if (used + count > stack.Length) stack = new Value[Math.Max(stack.Length * 2, used + count)];
        var room = stack.AsSpan(used, count);
        used += count;
        return room;
    }

    internal void Leave(int count) => used -= count;
}
